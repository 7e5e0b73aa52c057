using TapeFlows.Backup.Streaming;
using TapeFlows.Backup.Volumes;

namespace TapeFlows.Backup.Runs;

/// <summary>Where the data segments of a set come from.</summary>
internal interface ISetData
{
    /// <summary>Entries that are not as they should be.</summary>
    long Warnings { get; }

    /// <summary>Writes what the set does not have yet.</summary>
    /// <returns>The number of the last segment.</returns>
    Task<int> WriteAsync(SetDataTarget target, CancellationToken cancellationToken);
}

/// <summary>Where the data of a set goes, and how far it is.</summary>
/// <param name="Shape">How it is cut and buffered.</param>
/// <param name="Session">Writes to volumes.</param>
/// <param name="Rows">Takes the members that are on tape whole.</param>
/// <param name="FirstSegment">The number of the next segment.</param>
/// <param name="Last">The last row that the set has; <see langword="null"/>: none.</param>
internal sealed record SetDataTarget(StreamShape Shape, WriteSession Session, RowMaker Rows, int FirstSegment, CatalogFile? Last);
