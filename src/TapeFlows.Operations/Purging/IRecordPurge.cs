namespace TapeFlows.Operations.Purging;

/// <summary>Records of some kind that are not kept for ever. A cleanup asks each in turn.</summary>
public interface IRecordPurge
{
    /// <summary>What the records are, for people: <c>operations</c>.</summary>
    string What { get; }

    /// <summary>Deletes those that are older than they are kept.</summary>
    /// <returns>How many.</returns>
    Task<long> PurgeAsync(CancellationToken cancellationToken);
}
