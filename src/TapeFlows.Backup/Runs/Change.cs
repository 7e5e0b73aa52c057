using TapeFlows.Backup.Sources;

namespace TapeFlows.Backup.Runs;

/// <summary>One thing that a set has to record: an entry to archive, or one that is gone.</summary>
internal readonly struct Change
{
    private readonly SourceItem _item;

    public Change(in SourceItem item, EntryPath? renamedFrom = null)
    {
        _item = item;
        RenamedFrom = renamedFrom;
    }

    public Change(CatalogFile deleted) => Deleted = deleted;

    /// <summary>What to archive, or a problem that the walk met.</summary>
    public SourceItem Item => _item;

    /// <summary>What the base set had and the source has no more.</summary>
    public CatalogFile? Deleted { get; }

    /// <summary>Where it was in the base set, when that is known already.</summary>
    public EntryPath? RenamedFrom { get; }
}
