using Microsoft.Data.Sqlite;
using TapeFlows.Catalog.Files;

namespace TapeFlows.Catalog.Stores;

/// <summary>Finds or adds directories within one batch of rows; what it remembers is bounded by the batch.</summary>
internal sealed class SqliteDirectories(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatement _find = new(connection, "SELECT id FROM directories WHERE path = ?");
    private readonly SqliteStatement _add = new(connection, "INSERT INTO directories (path) VALUES (?) RETURNING id");
    private readonly Dictionary<byte[], long> _known = new(ByteArrayComparer.Instance);
    private byte[]? _lastDirectory;
    private long _lastId;

    public long Find(byte[] directory)
    {
        // Entries of one directory share its bytes, so nearly every look-up ends here.
        if (ReferenceEquals(directory, _lastDirectory))
            return _lastId;
        if (!_known.TryGetValue(directory, out var id))
        {
            var key = DirectoryKey.From(directory);
            _find.Bind(1, key);
            id = _find.Run() ?? Add(key);
            _known.Add(directory, id);
        }

        (_lastDirectory, _lastId) = (directory, id);
        return id;
    }

    public void Dispose()
    {
        _find.Dispose();
        _add.Dispose();
    }

    private long Add(byte[] key)
    {
        _add.Bind(1, key);
        return _add.Run()!.Value;
    }
}
