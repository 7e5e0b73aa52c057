using System.Globalization;
using Elsa.Extensions;
using Elsa.Workflows;
using Microsoft.Extensions.DependencyInjection;

namespace TapeFlows.Scheduling.Host;

/// <summary>A procedure that does as its input says, and writes into the ledger that it was begun.</summary>
public sealed class ProbeWorkflow : WorkflowBase
{
    /// <summary>Its definition.</summary>
    public const string Definition = "probe";

    /// <inheritdoc />
    protected override void Build(IWorkflowBuilder builder)
    {
        builder.WithDefinitionId(Definition);
        builder.WithInput<string>("Behaviour");
        builder.WithInput<int>("Files");
        builder.Root = new Probe();
    }
}

/// <summary>The step of the probe: <c>end</c>, <c>fail</c>, <c>wait</c> for ever at a bookmark, or take a number of milliseconds.</summary>
public sealed class Probe : Activity
{
    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var workflow = context.WorkflowExecutionContext;
        await context.GetRequiredService<Ledger>().BeginAsync(workflow.Id, "probe", "node");
        var behaviour = workflow.Input.TryGetValue("Behaviour", out var text) ? (string)text : "end";
        if (int.TryParse(behaviour, CultureInfo.InvariantCulture, out var milliseconds))
            await Task.Delay(milliseconds, context.CancellationToken);
        else if (behaviour == "fail")
            throw new InvalidOperationException("The probe was told to fail.");
        if (behaviour == "wait")
        {
            context.CreateBookmark();
            return;
        }

        if (workflow.Input.TryGetValue("Files", out var files))
            workflow.Output["Files"] = files;
        await context.CompleteActivityAsync();
    }
}
