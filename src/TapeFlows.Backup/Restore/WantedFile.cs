namespace TapeFlows.Backup.Restore;

/// <summary>An entry to restore.</summary>
/// <param name="Row">What is to be read from tape.</param>
/// <param name="Path">Where it goes: the row's path, unless it is a further name whose first name is not restored.</param>
internal sealed record WantedFile(CatalogFile Row, EntryPath Path);
