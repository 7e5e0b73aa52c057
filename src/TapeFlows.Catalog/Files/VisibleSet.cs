namespace TapeFlows.Catalog.Files;

/// <summary>A set as readers of its files need it.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Pieces">Its highest committed piece: rows that end behind it are not shown.</param>
internal readonly record struct VisibleSet(int Number, int Pieces);
