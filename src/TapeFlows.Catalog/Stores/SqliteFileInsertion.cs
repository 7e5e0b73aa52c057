using Microsoft.Data.Sqlite;
using TapeFlows.Backup;
using TapeFlows.Catalog.Files;

namespace TapeFlows.Catalog.Stores;

/// <summary>Stores file rows through one prepared statement, used again for each.</summary>
internal sealed class SqliteFileInsertion : IDisposable
{
    private readonly SqliteCommand _insert;
    private readonly SqliteParameter[] _values = new SqliteParameter[FileColumns.Count];
    private readonly SqliteDirectories _directories;

    public SqliteFileInsertion(SqliteTransaction transaction)
    {
        _directories = new SqliteDirectories(transaction);
        _insert = transaction.Connection!.CreateCommand();
        _insert.Transaction = transaction;
        for (var i = 0; i < _values.Length; i++)
            _values[i] = _insert.Parameters.Add(new SqliteParameter { ParameterName = $"@{i}" });
        _insert.CommandText = $"INSERT INTO files ({FileColumns.All}) VALUES ({string.Join(", ", _values.Select(value => value.ParameterName))})";
        _insert.Prepare();
    }

    public void Insert(int setNumber, CatalogFile file)
    {
        var position = file.Position;
        Set(0, setNumber);
        Set(1, file.Ordinal);
        Set(2, _directories.Find(file.Path.Directory));
        Set(3, file.Path.Name);
        Set(4, (long)file.Kind);
        Set(5, (long)file.State);
        Set(6, file.Mode);
        Set(7, file.UserId);
        Set(8, file.GroupId);
        Set(9, file.Size);
        Set(10, file.ModifiedNanoseconds);
        Set(11, file.ChangedNanoseconds);
        Set(12, (long)file.Inode);
        Set(13, (long)file.Device);
        Set(14, file.LinkTarget);
        Set(15, file.Sha256);
        Set(16, position.Piece);
        Set(17, position.BlockAddress);
        Set(18, position.Offset);
        Set(19, position.Skip);
        Set(20, file.LastPiece);
        Set(21, PackedParts.Pack(file.MoreParts));
        Set(22, file.RenamedFrom?.ToBytes());
        _insert.ExecuteNonQuery();
    }

    public void Dispose()
    {
        _insert.Dispose();
        _directories.Dispose();
    }

    private void Set(int column, long value) => _values[column].Value = value;

    private void Set(int column, byte[]? value) => _values[column].Value = (object?)value ?? DBNull.Value;
}
