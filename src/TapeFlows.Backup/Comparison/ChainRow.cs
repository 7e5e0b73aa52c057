namespace TapeFlows.Backup.Comparison;

/// <summary>A row of the merged view over a chain of sets.</summary>
/// <param name="File">The newest row of its path; never a deletion.</param>
/// <param name="SetIndex">Which set of the chain it is from, from 0.</param>
internal readonly record struct ChainRow(CatalogFile File, int SetIndex);
