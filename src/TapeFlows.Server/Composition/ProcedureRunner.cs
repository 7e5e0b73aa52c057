using Elsa.Workflows;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Mappers;
using Elsa.Workflows.Management.Models;
using Elsa.Workflows.Options;
using Microsoft.Extensions.DependencyInjection;
using TapeFlows.Activities.Runs;
using TapeFlows.Server.Data;
using TapeFlows.Server.Hosting;
using TapeFlows.Server.Output;

namespace TapeFlows.Server.Composition;

/// <summary>Runs a procedure from its file, with inputs, to its end.</summary>
/// <param name="station">Where to work.</param>
/// <param name="screen">Where to say which file it is.</param>
/// <param name="log">Where to log what is done.</param>
internal sealed class ProcedureRunner(Station station, Screen screen, LogFile log)
{
    /// <summary>Runs it. The volumes are back in their slots when this returns.</summary>
    /// <param name="name">For example <c>full-backup</c>.</param>
    /// <param name="input">The values of the workflow's inputs.</param>
    /// <param name="observer">Who watches.</param>
    /// <param name="stopping">Asks for an end at a safe point; the procedure still ejects and tells.</param>
    public async Task<ProcedureEnd> RunAsync(string name, IDictionary<string, object> input, IRunObserver observer, CancellationToken stopping)
    {
        var file = ProcedureFolders.Find(station.Folder, name);
        if (file.IsOwn)
            screen.Tell($"Running your own version of the procedure '{name}': {file.Path}");
        await using var engine = await Engine.StartAsync(station, log);
        using var scope = engine.CreateScope();
        var workflow = await LoadAsync(scope.ServiceProvider, file);
        var runs = engine.GetRequiredService<TapeRuns>();
        var id = Guid.CreateVersion7().ToString("N");
        var run = runs.Open(id, observer, stopping);
        try
        {
            var result = await scope.ServiceProvider.GetRequiredService<IWorkflowRunner>()
                .RunAsync(workflow, new RunWorkflowOptions { WorkflowInstanceId = id, Input = input }, CancellationToken.None);
            return new ProcedureEnd(file, run, FaultOf(result.WorkflowState));
        }
        finally
        {
            await runs.CloseAsync(id);
        }
    }

    private static async Task<Elsa.Workflows.Activities.Workflow> LoadAsync(IServiceProvider services, ProcedureFile file)
    {
        var json = await File.ReadAllTextAsync(file.Path);
        try
        {
            var model = services.GetRequiredService<IActivitySerializer>().Deserialize<WorkflowDefinitionModel>(json)
                ?? throw new FormatException("it holds no definition.");
            return services.GetRequiredService<WorkflowDefinitionMapper>().Map(model);
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or FormatException or NotSupportedException)
        {
            throw new IOException($"The procedure in {file.Path} cannot be read: {e.Message} Mend the file{(file.IsOwn ? ", or remove it to use the one that ships with TapeFlows" : "")}. Nothing was started.", e);
        }
    }

    private static string? FaultOf(Elsa.Workflows.State.WorkflowState state) => state.SubStatus switch
    {
        WorkflowSubStatus.Faulted => state.Incidents.LastOrDefault()?.Message ?? "The procedure faulted.",
        WorkflowSubStatus.Suspended => "The procedure waits for something that cannot come while it runs from the command line.",
        WorkflowSubStatus.Cancelled => "The procedure was cancelled.",
        _ => null,
    };
}

/// <summary>How a procedure ended.</summary>
/// <param name="File">Which one it was.</param>
/// <param name="Run">What it did.</param>
/// <param name="Fault">Why it faulted; <see langword="null"/> when it did not.</param>
internal sealed record ProcedureEnd(ProcedureFile File, TapeRun Run, string? Fault)
{
    /// <summary>Steps that failed without making the run fail, for example an eject: worth a warning.</summary>
    public IReadOnlyCollection<string> RepairedFailures => Fault is null ? Run.Failures : [];
}
