using Elsa.Workflows.Pipelines.WorkflowExecution;

namespace Elsa.Workflows;

/// <summary>What every burst of a workflow passes through.</summary>
public interface IWorkflowExecutionPipeline
{
    /// <summary>Builds the steps.</summary>
    Action<IWorkflowExecutionPipelineBuilder> ConfigurePipelineBuilder { get; }

    /// <summary>The steps as one.</summary>
    WorkflowMiddlewareDelegate Pipeline { get; }

    /// <summary>Builds the steps anew.</summary>
    WorkflowMiddlewareDelegate Setup(Action<IWorkflowExecutionPipelineBuilder> setup);

    /// <summary>Executes a burst.</summary>
    Task ExecuteAsync(WorkflowExecutionContext context);
}

/// <summary>Builds what every burst of a workflow passes through.</summary>
public interface IWorkflowExecutionPipelineBuilder
{
    /// <summary>The services of the host.</summary>
    IServiceProvider ServiceProvider { get; }

    /// <summary>The steps.</summary>
    IEnumerable<Func<WorkflowMiddlewareDelegate, WorkflowMiddlewareDelegate>> Components { get; }

    /// <summary>Adds a step after the others.</summary>
    IWorkflowExecutionPipelineBuilder Use(Func<WorkflowMiddlewareDelegate, WorkflowMiddlewareDelegate> middleware);

    /// <summary>Adds a step at a place.</summary>
    IWorkflowExecutionPipelineBuilder Insert(int index, Func<WorkflowMiddlewareDelegate, WorkflowMiddlewareDelegate> middleware);

    /// <summary>Drops all steps.</summary>
    IWorkflowExecutionPipelineBuilder Reset();

    /// <summary>The steps as one.</summary>
    WorkflowMiddlewareDelegate Build();
}

/// <summary>A step that bursts of workflows pass through.</summary>
public interface IWorkflowExecutionMiddleware
{
    /// <summary>Does its part and calls the next step.</summary>
    ValueTask InvokeAsync(WorkflowExecutionContext context);
}
