using System.Data.Common;
using TapeFlows.Backup;
using TapeFlows.Catalog.Stores;

namespace TapeFlows.Catalog.Files;

/// <summary>The visible entries of one directory in one set, by name, fetched a few at a time.</summary>
internal sealed class DirectoryCursor(VisibleSet set, byte[] directory, long directoryId, byte[] afterName)
{
    private const int PageSize = 256;

    private const string Page =
        $"SELECT {FileColumns.All} FROM files " +
        "WHERE directory_id = @directory AND set_number = @set AND name > @after AND last_piece <= @pieces ORDER BY name LIMIT @take";

    private readonly Queue<CatalogFile> _page = new();
    private byte[] _afterName = afterName;
    private bool _isLastPage;

    /// <summary>The entry that it stands on; <see langword="null"/> behind the last.</summary>
    public CatalogFile? Current => _page.TryPeek(out var file) ? file : null;

    /// <summary>Goes to the next entry, or from before the first to the first.</summary>
    public async Task MoveAsync(DbTransaction snapshot, CancellationToken cancellationToken)
    {
        _page.TryDequeue(out _);
        if (_page.Count > 0 || _isLastPage)
            return;
        await using var command = snapshot.Command(
            Page, ("@directory", directoryId), ("@set", set.Number), ("@after", _afterName), ("@pieces", set.Pieces), ("@take", PageSize));
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var file = FileColumns.Read(rows, directory);
            _page.Enqueue(file);
            _afterName = file.Path.Name;
        }

        _isLastPage = _page.Count < PageSize;
    }
}
