using TapeFlows.Backup.Volumes;

namespace TapeFlows.Operations.Leases;

/// <summary>This process is no longer the one that may do the work: it stops, and touches neither tape nor catalog any more.</summary>
internal sealed class LeaseLostException(string resource)
    : TapeException($"The lease of {resource} was lost, because this process could not reach its database in time. What was committed is kept; another node goes on.");
