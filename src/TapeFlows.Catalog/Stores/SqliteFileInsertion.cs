using Microsoft.Data.Sqlite;
using TapeFlows.Backup;
using TapeFlows.Catalog.Files;

namespace TapeFlows.Catalog.Stores;

/// <summary>Stores file rows through one prepared statement, used again for each.</summary>
internal sealed class SqliteFileInsertion(SqliteConnection connection) : IDisposable
{
    private static readonly string s_insert =
        $"INSERT INTO files ({FileColumns.All}) VALUES ({string.Join(", ", Enumerable.Repeat('?', FileColumns.Count))})";

    private readonly SqliteStatement _insert = new(connection, s_insert);
    private readonly SqliteDirectories _directories = new(connection);

    public void Insert(int setNumber, CatalogFile file)
    {
        var position = file.Position;
        _insert.Bind(1, FileId.Of(setNumber, file));
        _insert.Bind(2, setNumber);
        _insert.Bind(3, _directories.Find(file.Path.Directory));
        _insert.Bind(4, file.Path.Name);
        _insert.Bind(5, (long)file.Kind);
        _insert.Bind(6, (long)file.State);
        _insert.Bind(7, file.Mode);
        _insert.Bind(8, file.UserId);
        _insert.Bind(9, file.GroupId);
        _insert.Bind(10, file.Size);
        _insert.Bind(11, file.ModifiedNanoseconds);
        _insert.Bind(12, file.ChangedNanoseconds);
        _insert.Bind(13, (long)file.Inode);
        _insert.Bind(14, (long)file.Device);
        _insert.Bind(15, file.LinkTarget);
        _insert.Bind(16, file.Sha256);
        _insert.Bind(17, position.Piece);
        _insert.Bind(18, position.BlockAddress);
        _insert.Bind(19, position.Offset);
        _insert.Bind(20, position.Skip);
        _insert.Bind(21, file.LastPiece);
        _insert.Bind(22, PackedParts.Pack(file.MoreParts));
        _insert.Bind(23, file.Counterpart?.ToBytes());
        _insert.Run();
    }

    public void Dispose()
    {
        _insert.Dispose();
        _directories.Dispose();
    }
}
