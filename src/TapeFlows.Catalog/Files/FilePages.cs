using System.Data.Common;
using System.Globalization;
using TapeFlows.Backup;
using TapeFlows.Catalog.Stores;

namespace TapeFlows.Catalog.Files;

/// <summary>
/// The visible rows of a set in path order, a page at a time. Pages, not one long query, because a backup reads its base set for hours:
/// an open query would keep SQLite from taking over its log, and PostgreSQL from cleaning up, for as long.
/// </summary>
internal sealed class FilePages(CatalogStore store, VisibleSet set, long afterOrdinal)
{
    // A page is a range of keys, not a number of rows: so no database is tempted to sort the whole set for it.
    private const int PageSize = 4096;

    private const string Range = "FROM files WHERE id > @after AND id <= @last AND last_piece <= @pieces";
    private const string Directories = $"SELECT id, path FROM directories WHERE id IN (SELECT directory_id {Range})";
    private const string Rows = $"SELECT {FileColumns.All} {Range} ORDER BY id";
    private const string NextRow = $"SELECT min(id) {Range}";

    private Dictionary<long, byte[]> _directories = [];
    private readonly long _last = FileId.Last(set.Number);
    private long _after = FileId.At(set.Number, afterOrdinal);

    /// <summary>The next page; empty behind the last.</summary>
    public async Task<List<CatalogFile>> ReadNextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var page = await store.SnapshotAsync((_, snapshot) => ReadAsync(snapshot, cancellationToken), cancellationToken);
            _after += PageSize;
            if (page.Count > 0)
                return page;
            var next = await store.SnapshotAsync(
                (_, snapshot) => snapshot.ScalarAsync(NextRow, cancellationToken, Between(_after, _last)), cancellationToken);
            if (next is null)
                return page;
            _after = Convert.ToInt64(next, CultureInfo.InvariantCulture) - 1;
        }
    }

    private async Task<List<CatalogFile>> ReadAsync(DbTransaction snapshot, CancellationToken cancellationToken)
    {
        var range = Between(_after, Math.Min(_after + PageSize, _last));
        _directories = await ReadDirectoriesAsync(snapshot, range, cancellationToken);
        await using var command = snapshot.Command(Rows, range);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var page = new List<CatalogFile>();
        while (await rows.ReadAsync(cancellationToken))
            page.Add(FileColumns.Read(rows, _directories[rows.GetInt64(FileColumns.DirectoryId)]));
        return page;
    }

    private (string Name, object Value)[] Between(long after, long last) => [("@after", after), ("@last", last), ("@pieces", set.Pieces)];

    /// <summary>The directories of a page; those of the page before keep their bytes, so that paths compare by reference.</summary>
    private async Task<Dictionary<long, byte[]>> ReadDirectoriesAsync(
        DbTransaction snapshot, (string Name, object Value)[] range, CancellationToken cancellationToken)
    {
        var directories = new Dictionary<long, byte[]>();
        await using var command = snapshot.Command(Directories, range);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var id = rows.GetInt64(0);
            directories.Add(id, _directories.TryGetValue(id, out var known) ? known : DirectoryKey.ToPath(rows.GetFieldValue<byte[]>(1)));
        }

        return directories;
    }
}
