using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using TapeFlows.Backup;

namespace TapeFlows.Catalog.Files;

/// <summary>The columns of <c>files</c> in the order that all reading and writing past Entity Framework keeps.</summary>
internal static class FileColumns
{
    /// <summary>Their names, as a list in SQL.</summary>
    public const string All =
        "id, set_number, directory_id, name, kind, state, mode, user_id, group_id, size, modified_at, changed_at, inode, device, " +
        "link_target, sha256, piece, block_address, block_offset, frame_skip, last_piece, parts, counterpart";

    /// <summary>How many there are.</summary>
    public const int Count = 23;

    /// <summary>Where the directory's number is.</summary>
    public const int DirectoryId = 2;

    /// <summary>The row that a reader stands on; its columns are <see cref="All"/>.</summary>
    /// <param name="rows">The reader.</param>
    /// <param name="directory">The path of the row's directory, shared by the entries.</param>
    public static CatalogFile Read(DbDataReader rows, byte[] directory) =>
        rows is SqliteDataReader { Handle: { } statement } ? Read(new SqliteRow(statement), directory) : Read(new ReaderRow(rows), directory);

    private static CatalogFile Read<TRow>(TRow row, byte[] directory)
        where TRow : struct, IRow => new()
        {
            Ordinal = FileId.OrdinalOf(row.Number(0)),
            Path = new EntryPath(directory, row.Bytes(3) ?? []),
            Kind = (EntryKind)row.Number(4),
            State = (FileState)row.Number(5),
            Mode = (uint)row.Number(6),
            UserId = (uint)row.Number(7),
            GroupId = (uint)row.Number(8),
            Size = row.Number(9),
            ModifiedNanoseconds = row.Number(10),
            ChangedNanoseconds = row.Number(11),
            Inode = (ulong)row.Number(12),
            Device = (ulong)row.Number(13),
            LinkTarget = row.Bytes(14),
            Sha256 = row.Bytes(15),
            Position = new TapePosition((int)row.Number(16), row.Number(17), (int)row.Number(18), (int)row.Number(19)),
            LastPiece = (int)row.Number(20),
            MoreParts = row.Bytes(21) is { } parts ? PackedParts.Unpack(parts) : [],
            Counterpart = row.Bytes(22) is { } path ? EntryPath.FromBytes(path) : null,
        };

    private interface IRow
    {
        long Number(int column);

        byte[]? Bytes(int column);
    }

    private readonly struct ReaderRow(DbDataReader rows) : IRow
    {
        public long Number(int column) => rows.GetInt64(column);

        public byte[]? Bytes(int column) => rows.IsDBNull(column) ? null : rows.GetFieldValue<byte[]>(column);
    }

    /// <summary>Straight from SQLite: the checks that its ADO.NET reader makes for every value take longer than the value.</summary>
    private readonly struct SqliteRow(sqlite3_stmt statement) : IRow
    {
        public long Number(int column) => raw.sqlite3_column_int64(statement, column);

        public byte[]? Bytes(int column) =>
            raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL ? null : raw.sqlite3_column_blob(statement, column).ToArray();
    }
}
