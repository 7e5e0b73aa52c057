using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Activities.Flowchart.Attributes;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using Elsa.Workflows.UIHints;
using TapeFlows.Activities.Unattended;

namespace TapeFlows.Activities;

/// <summary>Finds out what to back up: what a run was given, or else what the settings name. Without either, a procedure that starts by itself does nothing.</summary>
[Activity("TapeFlows", "Tape", "Finds out what to back up: the sources that the run was given, or else those of the settings.", DisplayName = "Backup sources")]
[FlowNode(Outcomes.Done, Outcomes.Nothing)]
public class BackupSources : Activity
{
    /// <summary>What the run was given.</summary>
    [Input(Description = "The sources that the run was given. Empty: those of the request, or of the settings.", UIHint = InputUIHints.MultiText, Order = 1)]
    public Input<ICollection<string>?> Sources { get; set; } = default!;

    /// <summary>What an HTTP request says.</summary>
    [Input(Description = "The content of an HTTP request that starts the run: an object whose sources is a list. Empty: there is none.", UIHint = InputUIHints.SingleLine, Order = 2)]
    public Input<object?> Request { get; set; } = default!;

    /// <summary>What to back up.</summary>
    [Output(Description = "The files and directories to back up.")]
    public Output<ICollection<string>> Chosen { get; set; } = default!;

    /// <summary>Why there is nothing to do.</summary>
    [Output(Description = "Why there is nothing to do, and what to do about it.")]
    public Output<string> Problem { get; set; } = default!;

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        ICollection<string> chosen = FirstOf(context.Get(Sources), SourcesIn(context.Get(Request)), context.GetRequiredService<UnattendedSite>().Sources);
        context.Set(Chosen, chosen);
        if (chosen.Count == 0)
            context.Set(Problem, Texts.OperatorTexts.NoSourcesSet);
        await context.CompleteActivityWithOutcomesAsync(chosen.Count > 0 ? Outcomes.Done : Outcomes.Nothing);
    }

    private static ICollection<string> FirstOf(params IEnumerable<string?>?[] candidates)
    {
        foreach (var candidate in candidates)
        {
            if (candidate?.Where(source => !string.IsNullOrWhiteSpace(source)).Select(source => source!).ToList() is { Count: > 0 } named)
                return named;
        }

        return [];
    }

    // As an engine parses it, or as it comes back from its store.
    private static IEnumerable<string?>? SourcesIn(object? request) => request switch
    {
        IDictionary<string, object?> members when members.TryGetValue("sources", out var sources) => sources switch
        {
            string one => [one],
            IEnumerable list => list.Cast<object?>().Select(item => item?.ToString()),
            _ => null,
        },
        JsonElement { ValueKind: JsonValueKind.Object } json when json.TryGetProperty("sources", out var sources) =>
            sources.ValueKind == JsonValueKind.Array ? sources.EnumerateArray().Select(item => item.ToString()) : [sources.ToString()],
        JsonObject json => json["sources"] is JsonArray list ? list.Select(item => item?.ToString()) : null,
        _ => null,
    };
}
