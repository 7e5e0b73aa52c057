using Elsa.Expressions.Helpers;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.State;

namespace Elsa.Workflows.Management.Services;

/// <summary>Reads and writes variables where the run would: it takes the run up from its state.</summary>
internal sealed class WorkflowInstanceVariableManager(
    IWorkflowInstanceManager instances,
    IWorkflowDefinitionService definitions,
    IVariablePersistenceManager persistence,
    IServiceProvider services) : IWorkflowInstanceVariableManager
{
    public async Task<IEnumerable<ResolvedVariable>> GetVariablesAsync(string workflowInstanceId, IEnumerable<string>? excludeTags = null, CancellationToken cancellationToken = default) =>
        await instances.FindByIdAsync(workflowInstanceId, cancellationToken) is { } instance ? await GetVariablesAsync(instance, excludeTags, cancellationToken) : [];

    public Task<IEnumerable<ResolvedVariable>> GetVariablesAsync(WorkflowInstance workflowInstance, IEnumerable<string>? excludeTags = null, CancellationToken cancellationToken = default) =>
        GetVariablesAsync(workflowInstance.WorkflowState, excludeTags, cancellationToken);

    public async Task<IEnumerable<ResolvedVariable>> GetVariablesAsync(WorkflowState workflowState, IEnumerable<string>? excludeTags = null, CancellationToken cancellationToken = default) =>
        await ResumeAsync(workflowState, cancellationToken) is { } run ? Read(run) : [];

    public Task<IEnumerable<ResolvedVariable>> GetVariablesAsync(
        WorkflowExecutionContext workflowExecutionContext, IEnumerable<string>? excludeTags = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(Read(workflowExecutionContext));

    public async Task<IEnumerable<ResolvedVariable>> SetVariablesAsync(string workflowInstanceId, IEnumerable<VariableUpdateValue> variables, CancellationToken cancellationToken = default)
    {
        if (await instances.FindByIdAsync(workflowInstanceId, cancellationToken) is not { } instance)
            return [];
        if (instance.IsExecuting)
            throw new InvalidOperationException($"The workflow instance '{workflowInstanceId}' is being executed: it would overwrite the values. Set them when it waits.");
        if (await ResumeAsync(instance.WorkflowState, cancellationToken) is not { } run)
            return [];
        var all = await SetVariablesAsync(run, variables, cancellationToken);
        await instances.SaveAsync(run, cancellationToken);
        return all;
    }

    public async Task<IEnumerable<ResolvedVariable>> SetVariablesAsync(
        WorkflowExecutionContext workflowExecutionContext, IEnumerable<VariableUpdateValue> variables, CancellationToken cancellationToken = default)
    {
        var scope = Root(workflowExecutionContext);
        foreach (var update in variables)
        {
            var variable = workflowExecutionContext.Workflow.Variables.FirstOrDefault(x => string.Equals(x.Id, update.Id, StringComparison.Ordinal));
            if (variable is not null && scope is not null && scope.ExpressionExecutionContext.TryGetBlock(variable, out var block))
                block.Value = update.Value.ConvertTo(variable.ValueType);
        }

        await persistence.SaveVariablesAsync(workflowExecutionContext);
        return Read(workflowExecutionContext);
    }

    private static IEnumerable<ResolvedVariable> Read(WorkflowExecutionContext run)
    {
        if (Root(run) is not { } scope)
            return [];
        return run.Workflow.Variables
            .Select(x => new ResolvedVariable(x, scope.ExpressionExecutionContext.TryGetBlock(x, out var block) ? block.Value : null))
            .ToList();
    }

    private static ActivityExecutionContext? Root(WorkflowExecutionContext run) => run.ActivityExecutionContexts.FirstOrDefault(x => x.ParentActivityExecutionContext is null);

    private async Task<WorkflowExecutionContext?> ResumeAsync(WorkflowState state, CancellationToken cancellationToken) =>
        await definitions.FindWorkflowGraphAsync(state.DefinitionVersionId, cancellationToken) is { } graph
            ? await WorkflowExecutionContext.CreateAsync(services, graph, state, state.CorrelationId, state.ParentWorkflowInstanceId, state.Input, state.Properties, cancellationToken: cancellationToken)
            : null;
}
