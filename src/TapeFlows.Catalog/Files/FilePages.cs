using Microsoft.EntityFrameworkCore;
using TapeFlows.Backup;
using TapeFlows.Catalog.Model;
using TapeFlows.Catalog.Stores;

namespace TapeFlows.Catalog.Files;

/// <summary>
/// The visible rows of a set in path order, a page at a time. Pages, not one long query, because a backup reads its base set for hours:
/// an open query would keep SQLite from taking over its log, and PostgreSQL from cleaning up, for as long.
/// </summary>
internal sealed class FilePages(VisibleSet set)
{
    /// <summary>Rows in a page; a shorter page is the last.</summary>
    public const int PageSize = 4096;

    // Depth-first order comes back to the parents of where it is; beyond them there is nothing to remember.
    private const int DirectoriesKept = 1024;

    private const string Page =
        $"SELECT {FileColumns.All}, path FROM files JOIN directories ON id = directory_id " +
        "WHERE set_number = @set AND ordinal > @after AND last_piece <= @pieces ORDER BY ordinal LIMIT @take";

    private readonly Dictionary<long, byte[]> _directories = [];

    /// <summary>The page behind an ordinal.</summary>
    public async Task<List<CatalogFile>> ReadAsync(CatalogContext context, long after, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken);
        await using var command = context.Database.GetDbConnection().Command(
            transaction: null, Page, ("@set", set.Number), ("@after", after), ("@pieces", set.Pieces), ("@take", PageSize));
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var page = new List<CatalogFile>();
        while (await rows.ReadAsync(cancellationToken))
        {
            var directoryId = rows.GetInt64(FileColumns.DirectoryId);
            if (!_directories.TryGetValue(directoryId, out var directory))
                directory = Remember(directoryId, DirectoryKey.ToPath(rows.GetFieldValue<byte[]>(FileColumns.Count)));
            page.Add(FileColumns.Read(rows, directory));
        }

        return page;
    }

    private byte[] Remember(long id, byte[] directory)
    {
        if (_directories.Count == DirectoriesKept)
            _directories.Clear();
        _directories.Add(id, directory);
        return directory;
    }
}
