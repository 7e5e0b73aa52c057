using Elsa.Workflows.Activities.Flowchart.Attributes;
using Elsa.Workflows.Attributes;
using TapeFlows.Backup;

namespace TapeFlows.Activities;

/// <summary>Writes a full set: everything in the sources.</summary>
[Activity("TapeFlows", "Tape", "Writes a full set: everything in the sources.", DisplayName = "Stream full backup")]
[FlowNode(Outcomes.Done, Outcomes.NeedsOperator, Outcomes.Failed)]
public class StreamFullBackup : StreamBackup
{
    private protected override BackupType Wanted => BackupType.Full;
}
