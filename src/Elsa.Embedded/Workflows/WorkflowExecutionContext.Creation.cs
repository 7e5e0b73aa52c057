using Elsa.Workflows.CommitStates;
using Elsa.Workflows.Models;
using Elsa.Workflows.State;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Workflows;

public partial class WorkflowExecutionContext
{
    /// <summary>Starts an instance; nothing is scheduled yet.</summary>
    public static Task<WorkflowExecutionContext> CreateAsync(IServiceProvider serviceProvider, WorkflowGraph workflowGraph, string id, CancellationToken cancellationToken = default) =>
        CreateAsync(serviceProvider, workflowGraph, id, null, cancellationToken: cancellationToken);

    /// <summary>Starts an instance; nothing is scheduled yet.</summary>
    public static Task<WorkflowExecutionContext> CreateAsync(
        IServiceProvider serviceProvider,
        WorkflowGraph workflowGraph,
        string id,
        string? correlationId,
        string? parentWorkflowInstanceId = null,
        IDictionary<string, object>? input = null,
        IDictionary<string, object>? properties = null,
        ExecuteActivityDelegate? executeDelegate = null,
        string? triggerActivityId = null,
        CancellationToken cancellationToken = default) =>
        Task.FromResult(new WorkflowExecutionContext(serviceProvider, workflowGraph, id, cancellationToken)
        {
            CorrelationId = correlationId,
            ParentWorkflowInstanceId = parentWorkflowInstanceId,
            Input = input?.ToDictionary() ?? [],
            Properties = properties?.ToDictionary() ?? [],
            ExecuteDelegate = executeDelegate,
            TriggerActivityId = triggerActivityId,
        });

    /// <summary>Goes on with an instance from its stored state; what is given here goes before what was stored.</summary>
    public static async Task<WorkflowExecutionContext> CreateAsync(
        IServiceProvider serviceProvider,
        WorkflowGraph workflowGraph,
        WorkflowState workflowState,
        string? correlationId = null,
        string? parentWorkflowInstanceId = null,
        IDictionary<string, object>? input = null,
        IDictionary<string, object>? properties = null,
        ExecuteActivityDelegate? executeDelegate = null,
        string? triggerActivityId = null,
        CancellationToken cancellationToken = default)
    {
        var context = await CreateAsync(serviceProvider, workflowGraph, workflowState.Id, correlationId, parentWorkflowInstanceId, input, properties, executeDelegate, triggerActivityId, cancellationToken);
        await serviceProvider.GetRequiredService<IWorkflowStateExtractor>().ApplyAsync(context, workflowState);
        await serviceProvider.GetRequiredService<IVariablePersistenceManager>().LoadVariablesAsync(context);
        return context;
    }

    /// <summary>Runs in place of an activity's own code, where a tool wants that.</summary>
    public ExecuteActivityDelegate? ExecuteDelegate { get; set; }

    /// <summary>Stores the state now.</summary>
    public Task CommitAsync() => ServiceProvider.GetRequiredService<ICommitStateHandler>().CommitAsync(this, CancellationToken);
}
