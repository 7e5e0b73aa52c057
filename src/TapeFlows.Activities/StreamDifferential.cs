using Elsa.Workflows.Activities.Flowchart.Attributes;
using Elsa.Workflows.Attributes;
using TapeFlows.Backup;

namespace TapeFlows.Activities;

/// <summary>Writes a differential set: what changed since the last full set. Without one it writes a full set.</summary>
[Activity("TapeFlows", "Tape", "Writes a differential set: what changed since the last full set. Without one it writes a full set.", DisplayName = "Stream differential backup")]
[FlowNode(Outcomes.Done, Outcomes.NeedsOperator, Outcomes.Failed)]
public class StreamDifferential : StreamChanges
{
    private protected override BackupType Wanted => BackupType.Differential;
}
