using Elsa.Workflows;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using Elsa.Workflows.UIHints;

namespace TapeFlows.Activities;

/// <summary>What the two backups of changes have in common.</summary>
public abstract class StreamChanges : StreamBackup
{
    /// <summary>Whether content is compared, and not only size and times.</summary>
    [Input(
        Description = "Compare content, not only size, times and inode. Reads every file.",
        UIHint = InputUIHints.Checkbox, DisplayName = "Compare content", Order = 7)]
    public Input<bool> CompareContent { get; set; } = default!;

    private protected override bool ComparesContent(ActivityExecutionContext context) => context.Get(CompareContent);
}
