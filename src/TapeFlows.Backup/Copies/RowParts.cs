namespace TapeFlows.Backup.Copies;

/// <summary>The rows of a set one after the other, a file that stands in several parts once for each of them.</summary>
internal sealed class RowParts(IAsyncEnumerable<CatalogFile> rows, CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<CatalogFile> _rows = rows.GetAsyncEnumerator(cancellationToken);
    private int _part;

    /// <summary>The row in hand; <see langword="null"/> behind the last one.</summary>
    public CatalogFile? Row { get; private set; }

    /// <summary>Where the part in hand begins.</summary>
    public TapePosition Position => _part == 0 ? Row!.Position : Row!.MoreParts[_part - 1].Position;

    /// <summary>Where in the file it belongs.</summary>
    public long FileOffset => _part == 0 ? 0 : Row!.MoreParts[_part - 1].FileOffset;

    /// <summary>Whether it is the last one of its row.</summary>
    public bool IsLast => _part == Row!.MoreParts.Count;

    /// <summary>Goes to the next part, or the next row.</summary>
    public async Task MoveAsync()
    {
        if (Row is not null && !IsLast)
        {
            _part++;
            return;
        }

        _part = 0;
        Row = await _rows.MoveNextAsync() ? _rows.Current : null;
    }

    public ValueTask DisposeAsync() => _rows.DisposeAsync();
}
