using TapeFlows.Backup.Volumes;

namespace TapeFlows.Operations.Sessions;

/// <summary>Another operation of the same run is at work; they use the drives of the run one after the other.</summary>
internal sealed class RunBusyException(string run) : TapeException($"Another operation of the run {run} is at work. This one waits for it.");
