namespace TapeFlows.Backup.Sources;

/// <summary>
/// A walk over the source: every entry of every root in the order of <see cref="EntryPath"/>, found ahead of use by a thread of its own.
/// Entries can be opened until the walk is disposed, also behind its end and by several threads.
/// </summary>
internal sealed class SourceWalk : IDisposable
{
    private readonly SourceOptions _options;
    private readonly OpenDirectories _open;

    /// <summary>Prepares a walk.</summary>
    /// <exception cref="FormatException">A pattern or path in the options says nothing.</exception>
    public SourceWalk(SourceOptions options)
    {
        _options = options;
        _open = new OpenDirectories(options.OpenDirectories);
        _ = new SourceRules(options);
        _ = SourceRoots.Normalize(options.Roots);
    }

    /// <summary>The names of owners that the walk has met.</summary>
    public OwnerNames Owners { get; } = new();

    /// <summary>Walks.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public IEnumerable<SourceItem> Enumerate(CancellationToken cancellationToken = default)
    {
        using var walker = new TreeWalker(_options, _open, Owners);
        foreach (var item in ReadAhead.Run<SourceItem>(walker.Step, _options.ReadAhead, "source walk", cancellationToken))
            yield return item;
    }

    /// <summary>Closes the directories. Files that are open stay so.</summary>
    public void Dispose() => _open.Dispose();
}
