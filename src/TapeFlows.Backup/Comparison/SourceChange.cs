using TapeFlows.Backup.Sources;

namespace TapeFlows.Backup.Comparison;

/// <summary>What became of an entry since the base set.</summary>
internal enum ChangeKind
{
    /// <summary>Not in the base set: to be archived.</summary>
    New = 1,

    /// <summary>In the base set and different: to be archived.</summary>
    Changed,

    /// <summary>In the base set and gone: to be recorded.</summary>
    Deleted,

    /// <summary>Not an entry but something to tell.</summary>
    Problem,
}

/// <summary>One difference between the source and the base set, in path order. What is unchanged is only counted.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Item">The entry to archive, or the problem; nothing when deleted.</param>
/// <param name="Base">The row of the base set, when it has one.</param>
/// <param name="Counterpart">
/// The other end of a rename: for a new entry where it was in the base set, for a deleted one where it is now. Told once per rename, with
/// whichever comes later in path order; content is archived in any case.
/// </param>
internal readonly record struct SourceChange(ChangeKind Kind, SourceItem Item, CatalogFile? Base = null, EntryPath? Counterpart = null)
{
    /// <summary>Where in the tree.</summary>
    public EntryPath Path => Kind == ChangeKind.Deleted ? Base!.Path : Item.Path;
}
