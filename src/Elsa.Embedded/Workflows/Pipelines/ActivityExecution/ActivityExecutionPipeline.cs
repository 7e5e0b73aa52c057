using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Workflows.Pipelines.ActivityExecution;

/// <summary>Builds the steps at first use.</summary>
public class ActivityExecutionPipeline : IActivityExecutionPipeline
{
    private readonly IServiceProvider _serviceProvider;
    private readonly Action<IActivityExecutionPipelineBuilder> _configure;
    private ActivityMiddlewareDelegate? _pipeline;

    /// <summary>Creates the pipeline.</summary>
    public ActivityExecutionPipeline(IServiceProvider serviceProvider, Action<IActivityExecutionPipelineBuilder> pipelineBuilder)
    {
        _serviceProvider = serviceProvider;
        _configure = pipelineBuilder;
    }

    /// <inheritdoc />
    public ActivityMiddlewareDelegate Pipeline => _pipeline ??= Setup(_configure);

    /// <inheritdoc />
    public ActivityMiddlewareDelegate Setup(Action<IActivityExecutionPipelineBuilder> setup)
    {
        var builder = new Builder(_serviceProvider);
        setup(builder);
        return _pipeline = builder.Build();
    }

    /// <inheritdoc />
    public async Task ExecuteAsync(ActivityExecutionContext context) => await Pipeline(context);

    private sealed class Builder(IServiceProvider serviceProvider) : IActivityExecutionPipelineBuilder
    {
        private readonly List<Func<ActivityMiddlewareDelegate, ActivityMiddlewareDelegate>> _steps = [];

        public IServiceProvider ServiceProvider => serviceProvider;

        public IActivityExecutionPipelineBuilder Use(Func<ActivityMiddlewareDelegate, ActivityMiddlewareDelegate> middleware)
        {
            _steps.Add(middleware);
            return this;
        }

        public IActivityExecutionPipelineBuilder Insert(int index, Func<ActivityMiddlewareDelegate, ActivityMiddlewareDelegate> middleware)
        {
            _steps.Insert(index, middleware);
            return this;
        }

        public IActivityExecutionPipelineBuilder Reset()
        {
            _steps.Clear();
            return this;
        }

        public ActivityMiddlewareDelegate Build()
        {
            ActivityMiddlewareDelegate pipeline = static _ => ValueTask.CompletedTask;
            for (var i = _steps.Count - 1; i >= 0; i--)
                pipeline = _steps[i](pipeline);
            return pipeline;
        }
    }
}

/// <summary>Adds steps that are classes.</summary>
public static class ActivityExecutionMiddlewareExtensions
{
    /// <summary>Adds a step after the others; the next step is its first constructor argument.</summary>
    public static IActivityExecutionPipelineBuilder UseMiddleware<TMiddleware>(this IActivityExecutionPipelineBuilder pipelineBuilder, params object[] args)
        where TMiddleware : IActivityExecutionMiddleware =>
        pipelineBuilder.Use(pipelineBuilder.CreateMiddlewareDelegateFactory<TMiddleware>(args));

    /// <summary>Adds a step at a place; the next step is its first constructor argument.</summary>
    public static IActivityExecutionPipelineBuilder Insert<TMiddleware>(this IActivityExecutionPipelineBuilder pipelineBuilder, int index, params object[] args)
        where TMiddleware : IActivityExecutionMiddleware =>
        pipelineBuilder.Insert(index, pipelineBuilder.CreateMiddlewareDelegateFactory<TMiddleware>(args));

    /// <summary>Makes a step from a class.</summary>
    public static Func<ActivityMiddlewareDelegate, ActivityMiddlewareDelegate> CreateMiddlewareDelegateFactory<TMiddleware>(this IActivityExecutionPipelineBuilder pipelineBuilder, params object[] args)
        where TMiddleware : IActivityExecutionMiddleware =>
        next =>
        {
            var middleware = ActivatorUtilities.CreateInstance<TMiddleware>(pipelineBuilder.ServiceProvider, [next, .. args]);
            return middleware.InvokeAsync;
        };
}
