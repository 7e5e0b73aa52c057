using System.Globalization;
using Microsoft.Data.Sqlite;
using TapeFlows.Catalog.Files;

namespace TapeFlows.Catalog.Stores;

/// <summary>Finds or adds directories within one batch of rows; what it remembers is bounded by the batch.</summary>
internal sealed class SqliteDirectories : IDisposable
{
    private readonly SqliteCommand _find;
    private readonly SqliteCommand _add;
    private readonly Dictionary<byte[], long> _known = new(ByteArrayComparer.Instance);
    private byte[]? _lastDirectory;
    private long _lastId;

    public SqliteDirectories(SqliteTransaction transaction)
    {
        _find = (SqliteCommand)transaction.Command("SELECT id FROM directories WHERE path = @path", ("@path", DBNull.Value));
        _add = (SqliteCommand)transaction.Command("INSERT INTO directories (path) VALUES (@path) RETURNING id", ("@path", DBNull.Value));
    }

    public long Find(byte[] directory)
    {
        // Entries of one directory share its bytes, so nearly every look-up ends here.
        if (ReferenceEquals(directory, _lastDirectory))
            return _lastId;
        if (!_known.TryGetValue(directory, out var id))
        {
            id = FindStored(DirectoryKey.From(directory));
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

    private long FindStored(byte[] key)
    {
        _find.With("@path", key);
        var id = _find.ExecuteScalar();
        if (id is null)
        {
            _add.With("@path", key);
            id = _add.ExecuteScalar();
        }

        return Convert.ToInt64(id, CultureInfo.InvariantCulture);
    }
}
