using TapeFlows.Operations.Purging;
using TapeFlows.Scheduling.Tasks;

namespace TapeFlows.Server.Composition;

/// <summary>The log of tasks: what failed is kept for longer.</summary>
/// <param name="tasks">Has the log.</param>
internal sealed class RunLogPurge(ITaskDesk tasks) : IRecordPurge
{
    /// <inheritdoc/>
    public string What => "runs";

    /// <inheritdoc/>
    public Task<long> PurgeAsync(CancellationToken cancellationToken) => tasks.PurgeAsync(cancellationToken);
}
