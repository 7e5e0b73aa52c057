using System.Text.Json.Nodes;
using Elsa.Common.Models;
using Elsa.Workflows;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Messages;
using TapeFlows.Scheduling.Runs;
using TapeFlows.Scheduling.Schedules;
using TapeFlows.Scheduling.Tasks;

namespace TapeFlows.Scheduling.Procedures;

/// <summary>Workflows as runs need them, by the public API of the engine: found, checked, started once, looked after, cancelled.</summary>
internal sealed class ProcedureRuns(IWorkflowDefinitionService definitions, IWorkflowRuntime runtime, IWorkflowInstanceStore instances)
{
    /// <summary>The property of an instance that holds the id of its task.</summary>
    public const string TaskProperty = "TapeFlowsTask";

    /// <summary>The version of the procedure that a task would run now, and its input.</summary>
    /// <param name="task">The task, with its procedure filled in.</param>
    /// <param name="errors">Gets what is wrong, by field.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns><see langword="null"/> when something is wrong.</returns>
    public async Task<ProcedureCall?> PrepareAsync(TaskDraft task, List<FieldError> errors, CancellationToken cancellationToken)
    {
        const string field = "procedure";
        if (ProcedureName.Parse(task.Procedure!) is not { } name)
        {
            errors.Add(new FieldError(field, $"'{task.Procedure}' is no workflow. Write its id, for example full-backup, or pin a version as full-backup@3."));
            return null;
        }

        if (await definitions.FindWorkflowDefinitionAsync(name.DefinitionId, name.Wanted, cancellationToken) is not { } definition)
        {
            errors.Add(new FieldError(field, name.Version is null ? $"There is no published workflow '{name.DefinitionId}'." : $"There is no version {name.Version} of a workflow '{name.DefinitionId}'."));
            return null;
        }

        var before = errors.Count;
        var input = ProcedureInput.Read(definition, task.ActionConfig, errors);
        return errors.Count == before ? new ProcedureCall(definition, input) : null;
    }

    /// <summary>Starts an instance, or finds it started: of one id there is one, whoever else tries.</summary>
    /// <returns>When its first burst is over.</returns>
    public async Task StartAsync(Run run, string instanceId, ProcedureCall call, CancellationToken cancellationToken)
    {
        var client = await runtime.CreateClientAsync(instanceId, cancellationToken);
        if (!await client.InstanceExistsAsync(cancellationToken))
        {
            await client.CreateInstanceAsync(
                new CreateWorkflowInstanceRequest
                {
                    WorkflowDefinitionHandle = WorkflowDefinitionHandle.ByDefinitionVersionId(call.Definition.Id),
                    Name = run.TaskName,
                    CorrelationId = run.ExecutionId.ToString("D"),
                    Input = call.Input,
                    Properties = new Dictionary<string, object>(StringComparer.Ordinal) { [TaskProperty] = run.TaskId },
                },
                cancellationToken);
        }

        // Whatever ran before is the engine's to go on with; what nobody began yet is not.
        if (await FindAsync(instanceId, cancellationToken) is { SubStatus: WorkflowSubStatus.Pending })
            await client.RunInstanceAsync(new RunWorkflowInstanceRequest { Input = call.Input }, cancellationToken);
    }

    /// <summary>Where an instance stands; <see langword="null"/>: there is none.</summary>
    public async Task<WorkflowSubStatus?> StatusAsync(string instanceId, CancellationToken cancellationToken) =>
        (await instances.SummarizeManyAsync(new WorkflowInstanceFilter { Id = instanceId }, cancellationToken)).FirstOrDefault()?.SubStatus;

    /// <summary>The end of an instance as the end of its run; <see langword="null"/>: it goes on.</summary>
    public async Task<Ending?> EndOfAsync(Run run, string instanceId, CancellationToken cancellationToken) =>
        await FindAsync(instanceId, cancellationToken) switch
        {
            { SubStatus: WorkflowSubStatus.Finished } done => new Ending(RunStatus.Success, Result: RunResult.Of(run, done)),
            { SubStatus: WorkflowSubStatus.Faulted } faulted => new Ending(RunStatus.Failed, Reason(faulted), RunResult.Of(run, faulted)),
            { SubStatus: WorkflowSubStatus.Cancelled } cancelled => new Ending(RunStatus.Cancelled, "The workflow instance was cancelled.", RunResult.Of(run, cancelled)),
            _ => null,
        };

    /// <summary>Cancels an instance, wherever it runs.</summary>
    public async Task CancelAsync(string instanceId, CancellationToken cancellationToken)
    {
        var client = await runtime.CreateClientAsync(instanceId, cancellationToken);
        await client.CancelAsync(cancellationToken);
    }

    private async Task<WorkflowInstance?> FindAsync(string instanceId, CancellationToken cancellationToken) =>
        await instances.FindAsync(new WorkflowInstanceFilter { Id = instanceId }, cancellationToken);

    private static string Reason(WorkflowInstance instance) =>
        instance.WorkflowState.Incidents.LastOrDefault()?.Message ?? $"The workflow instance {instance.Id} faulted and does not say why.";
}

/// <summary>A version of a workflow and the input it is started with.</summary>
internal sealed record ProcedureCall(WorkflowDefinition Definition, IDictionary<string, object> Input);
