using Elsa.Workflows;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Messages;
using Microsoft.Extensions.DependencyInjection;
using TapeFlows.Activities.Runs;
using TapeFlows.Operations;
using TapeFlows.Server.Composition;
using TapeFlows.Server.Data;
using TapeFlows.Server.Hosting;
using TapeFlows.Server.Output;

namespace TapeFlows.Server.Procedures;

/// <summary>Runs the published version of a workflow, with inputs, to its end; instance and journal are recorded in the engine's store.</summary>
/// <param name="station">Where to work.</param>
/// <param name="screen">Where to say which version it is.</param>
/// <param name="log">Where to log what is done.</param>
internal sealed class ProcedureRunner(Station station, Screen screen, LogFile log)
{
    /// <summary>Runs it. The volumes are back in their slots when this returns.</summary>
    /// <param name="name">The definition, for example <c>full-backup</c>.</param>
    /// <param name="input">The values of the workflow's inputs.</param>
    /// <param name="observer">Who watches.</param>
    /// <param name="stopping">Asks for an end at a safe point; the procedure still ejects and tells.</param>
    public Task<ProcedureEnd> RunAsync(string name, IDictionary<string, object> input, IRunObserver observer, CancellationToken stopping) =>
        RunAsync(name, _ => input, observer, follower: null, stopping);

    /// <summary>Runs it with inputs that depend on what it declares.</summary>
    /// <param name="name">The definition.</param>
    /// <param name="inputFor">Makes the values of its inputs, or throws <see cref="UsageException"/>.</param>
    /// <param name="observer">Who watches the tape.</param>
    /// <param name="follower">Who watches the journal.</param>
    /// <param name="stopping">Asks for an end at a safe point.</param>
    public async Task<ProcedureEnd> RunAsync(
        string name, Func<WorkflowDefinition, IDictionary<string, object>> inputFor, IRunObserver observer, JournalFollower? follower, CancellationToken stopping)
    {
        await using var engine = await Engine.StartAsync(station, log, screen.Error, follower);
        await using var scope = engine.CreateAsyncScope();
        // The first step is about to need it; meanwhile the engine learns its workflows.
        var preparing = Task.Run(() => engine.Services.GetRequiredService<IOperations>().PrepareAsync(CancellationToken.None), CancellationToken.None);
        await new InterruptedRuns(engine.Services, station.Folder, screen, station.Clock).SettleAsync(stopping);
        var shelf = new WorkflowShelf(scope.ServiceProvider);
        var shipped = new ShippedWorkflows(shelf, station.Folder, screen, log.For(typeof(ShippedWorkflows).FullName!));
        await shipped.ImportAsync(name, stopping);
        var version = await PublishedAsync(shelf, name, stopping);
        await TellIfEditedAsync(shipped, version, stopping);

        var input = inputFor(version);
        await preparing;
        var runs = engine.Services.GetRequiredService<TapeRuns>();
        var id = Guid.CreateVersion7().ToString("N");
        using var mark = RunMark.Put(station.Folder, id);
        var run = runs.Open(id, observer, stopping);
        try
        {
            var response = await StartAsync(scope.ServiceProvider, version, id, input, runs.Owner);
            return new ProcedureEnd(version.DefinitionId, version.Version, run, response);
        }
        finally
        {
            runs.Close(id);
            await engine.Services.GetRequiredService<IOperations>().EndRunAsync(id, CancellationToken.None);
            mark.Remove();
        }
    }

    // The engine is not stopped: the step at work leaves by its outcome, and the procedure ends in order.
    private static async Task<RunWorkflowInstanceResponse> StartAsync(
        IServiceProvider services, WorkflowDefinition version, string id, IDictionary<string, object> input, string owner)
    {
        var client = await services.GetRequiredService<IWorkflowRuntime>().CreateClientAsync(id, CancellationToken.None);
        var request = new CreateAndRunWorkflowInstanceRequest
        {
            WorkflowDefinitionHandle = WorkflowDefinitionHandle.ByDefinitionVersionId(version.Id),
            Input = input,
            Properties = new Dictionary<string, object>(StringComparer.Ordinal) { [TapeRuns.OwnerProperty] = owner },
            IncludeWorkflowOutput = true,
        };
        return await client.CreateAndRunInstanceAsync(request, CancellationToken.None);
    }

    private static async Task<WorkflowDefinition> PublishedAsync(WorkflowShelf shelf, string name, CancellationToken cancellationToken)
    {
        var version = await shelf.GetAsync(name, version: null, cancellationToken);
        return version.IsPublished
            ? version
            : throw new UsageException($"The workflow '{name}' has no published version: version {version.Version} is a draft. Publish one, for example by 'tapeflows workflows import'.");
    }

    private async Task TellIfEditedAsync(ShippedWorkflows shipped, WorkflowDefinition version, CancellationToken cancellationToken)
    {
        if (OriginMark.OriginOf(version) != Origin.Edited)
            return;
        var newer = await shipped.HasNewerAsync(version.DefinitionId, cancellationToken) ? ", and a newer one ships than it was made from" : "";
        screen.Tell($"Running your own version {version.Version} of '{version.DefinitionId}'{newer}; 'tapeflows workflows diff {version.DefinitionId}' shows what differs from the one that ships.");
    }
}

/// <summary>How a procedure ended.</summary>
/// <param name="Name">The definition.</param>
/// <param name="Version">Which version of it ran.</param>
/// <param name="Run">What it did.</param>
/// <param name="Response">Where its instance stands.</param>
internal sealed record ProcedureEnd(string Name, int Version, TapeRun Run, RunWorkflowInstanceResponse Response)
{
    /// <summary>Why it faulted; <see langword="null"/> when it did not.</summary>
    public string? Fault => Response.SubStatus switch
    {
        WorkflowSubStatus.Faulted => Response.Incidents.LastOrDefault()?.Message ?? "The procedure faulted.",
        WorkflowSubStatus.Suspended => "The procedure waits for something that cannot come while it runs from the command line.",
        WorkflowSubStatus.Cancelled => "The procedure was cancelled.",
        _ => null,
    };

    /// <summary>Steps that failed without making the run fail, for example an eject: worth a warning.</summary>
    public IReadOnlyCollection<string> RepairedFailures => Fault is null ? Run.Failures : [];
}
