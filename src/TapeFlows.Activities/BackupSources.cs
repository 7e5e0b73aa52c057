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
    [Input(Description = "The sources that the run was given. Empty: those of the settings.", UIHint = InputUIHints.MultiText)]
    public Input<ICollection<string>?> Sources { get; set; } = default!;

    /// <summary>What to back up.</summary>
    [Output(Description = "The files and directories to back up.")]
    public Output<ICollection<string>> Chosen { get; set; } = default!;

    /// <summary>Why there is nothing to do.</summary>
    [Output(Description = "Why there is nothing to do, and what to do about it.")]
    public Output<string> Problem { get; set; } = default!;

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        ICollection<string> given = [.. context.Get(Sources)?.Where(source => !string.IsNullOrWhiteSpace(source)) ?? []];
        ICollection<string> chosen = given.Count > 0 ? given : [.. context.GetRequiredService<UnattendedSite>().Sources];
        context.Set(Chosen, chosen);
        if (chosen.Count == 0)
            context.Set(Problem, Texts.OperatorTexts.NoSourcesSet);
        await context.CompleteActivityWithOutcomesAsync(chosen.Count > 0 ? Outcomes.Done : Outcomes.Nothing);
    }
}
