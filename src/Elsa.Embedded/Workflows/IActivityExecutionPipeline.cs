using Elsa.Workflows.Pipelines.ActivityExecution;

namespace Elsa.Workflows;

/// <summary>What every execution of an activity passes through.</summary>
public interface IActivityExecutionPipeline
{
    /// <summary>The steps as one.</summary>
    ActivityMiddlewareDelegate Pipeline { get; }

    /// <summary>Builds the steps anew.</summary>
    ActivityMiddlewareDelegate Setup(Action<IActivityExecutionPipelineBuilder> setup);

    /// <summary>Executes an activity.</summary>
    Task ExecuteAsync(ActivityExecutionContext context);
}

/// <summary>Builds what every execution of an activity passes through.</summary>
public interface IActivityExecutionPipelineBuilder
{
    /// <summary>The services of the host.</summary>
    IServiceProvider ServiceProvider { get; }

    /// <summary>Adds a step after the others.</summary>
    IActivityExecutionPipelineBuilder Use(Func<ActivityMiddlewareDelegate, ActivityMiddlewareDelegate> middleware);

    /// <summary>Adds a step at a place.</summary>
    IActivityExecutionPipelineBuilder Insert(int index, Func<ActivityMiddlewareDelegate, ActivityMiddlewareDelegate> middleware);

    /// <summary>Drops all steps.</summary>
    IActivityExecutionPipelineBuilder Reset();

    /// <summary>The steps as one.</summary>
    ActivityMiddlewareDelegate Build();
}

/// <summary>A step that executions of activities pass through.</summary>
public interface IActivityExecutionMiddleware
{
    /// <summary>Does its part and calls the next step.</summary>
    ValueTask InvokeAsync(ActivityExecutionContext context);
}
