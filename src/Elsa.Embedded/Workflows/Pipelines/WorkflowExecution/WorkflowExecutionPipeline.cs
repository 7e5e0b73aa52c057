using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Workflows.Pipelines.WorkflowExecution;

/// <summary>Builds the steps at first use.</summary>
public class WorkflowExecutionPipeline : IWorkflowExecutionPipeline
{
    private readonly IServiceProvider _serviceProvider;
    private WorkflowMiddlewareDelegate? _pipeline;

    /// <summary>Creates the pipeline.</summary>
    public WorkflowExecutionPipeline(IServiceProvider serviceProvider, Action<IWorkflowExecutionPipelineBuilder> configurePipelineBuilder)
    {
        _serviceProvider = serviceProvider;
        ConfigurePipelineBuilder = configurePipelineBuilder;
    }

    /// <inheritdoc />
    public Action<IWorkflowExecutionPipelineBuilder> ConfigurePipelineBuilder { get; }

    /// <inheritdoc />
    public WorkflowMiddlewareDelegate Pipeline => _pipeline ??= Setup(ConfigurePipelineBuilder);

    /// <inheritdoc />
    public WorkflowMiddlewareDelegate Setup(Action<IWorkflowExecutionPipelineBuilder> setup)
    {
        var builder = new Builder(_serviceProvider);
        setup(builder);
        return _pipeline = builder.Build();
    }

    /// <inheritdoc />
    public async Task ExecuteAsync(WorkflowExecutionContext context) => await Pipeline(context);

    private sealed class Builder(IServiceProvider serviceProvider) : IWorkflowExecutionPipelineBuilder
    {
        private readonly List<Func<WorkflowMiddlewareDelegate, WorkflowMiddlewareDelegate>> _steps = [];

        public IServiceProvider ServiceProvider => serviceProvider;

        public IEnumerable<Func<WorkflowMiddlewareDelegate, WorkflowMiddlewareDelegate>> Components => _steps;

        public IWorkflowExecutionPipelineBuilder Use(Func<WorkflowMiddlewareDelegate, WorkflowMiddlewareDelegate> middleware)
        {
            _steps.Add(middleware);
            return this;
        }

        public IWorkflowExecutionPipelineBuilder Insert(int index, Func<WorkflowMiddlewareDelegate, WorkflowMiddlewareDelegate> middleware)
        {
            _steps.Insert(index, middleware);
            return this;
        }

        public IWorkflowExecutionPipelineBuilder Reset()
        {
            _steps.Clear();
            return this;
        }

        public WorkflowMiddlewareDelegate Build()
        {
            WorkflowMiddlewareDelegate pipeline = static _ => ValueTask.CompletedTask;
            for (var i = _steps.Count - 1; i >= 0; i--)
                pipeline = _steps[i](pipeline);
            return pipeline;
        }
    }
}

/// <summary>Adds steps that are classes.</summary>
public static class WorkflowExecutionMiddlewareExtensions
{
    /// <summary>Adds a step after the others; the next step is its first constructor argument.</summary>
    public static IWorkflowExecutionPipelineBuilder UseMiddleware<TMiddleware>(this IWorkflowExecutionPipelineBuilder pipelineBuilder, params object[] args)
        where TMiddleware : IWorkflowExecutionMiddleware =>
        pipelineBuilder.Use(next =>
        {
            var middleware = ActivatorUtilities.CreateInstance<TMiddleware>(pipelineBuilder.ServiceProvider, [next, .. args]);
            return middleware.InvokeAsync;
        });
}
