using Elsa.Workflows;

namespace Elsa.Embedded.Tests.Flows;

/// <summary>The stored state after each execution of an activity, as a host that commits after each would have it.</summary>
internal sealed class Snapshots
{
    private readonly List<string> _states = [];

    public Action<IActivityExecutionPipelineBuilder> TakeAfterEach(Action<IActivityExecutionPipelineBuilder> pipeline) => builder =>
    {
        builder.Use(next => async context =>
        {
            await next(context);
            var workflow = context.WorkflowExecutionContext;
            await context.GetRequiredService<IVariablePersistenceManager>().SaveVariablesAsync(workflow);
            _states.Add(context.GetRequiredService<IWorkflowStateSerializer>().Serialize(context.GetRequiredService<IWorkflowStateExtractor>().Extract(workflow)));
        });
        pipeline(builder);
    };

    public void Clear() => _states.Clear();

    public List<string> Take() => [.. _states];
}
