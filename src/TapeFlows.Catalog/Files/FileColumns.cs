using System.Data.Common;
using TapeFlows.Backup;

namespace TapeFlows.Catalog.Files;

/// <summary>The columns of <c>files</c> in the order that all reading and writing past Entity Framework keeps.</summary>
internal static class FileColumns
{
    /// <summary>Their names, as a list in SQL.</summary>
    public const string All =
        "set_number, ordinal, directory_id, name, kind, state, mode, user_id, group_id, size, modified_at, changed_at, inode, device, " +
        "link_target, sha256, piece, block_address, block_offset, frame_skip, last_piece, parts, renamed_from";

    /// <summary>How many there are.</summary>
    public const int Count = 23;

    /// <summary>Where the directory's number is.</summary>
    public const int DirectoryId = 2;

    /// <summary>A row that begins with <see cref="All"/>.</summary>
    /// <param name="row">The reader, on the row.</param>
    /// <param name="directory">The path of its directory, shared by the entries.</param>
    public static CatalogFile Read(DbDataReader row, byte[] directory) => new()
    {
        Ordinal = row.GetInt64(1),
        Path = new EntryPath(directory, row.GetFieldValue<byte[]>(3)),
        Kind = (EntryKind)row.GetInt16(4),
        State = (FileState)row.GetInt16(5),
        Mode = (uint)row.GetInt32(6),
        UserId = (uint)row.GetInt64(7),
        GroupId = (uint)row.GetInt64(8),
        Size = row.GetInt64(9),
        ModifiedNanoseconds = row.GetInt64(10),
        ChangedNanoseconds = row.GetInt64(11),
        Inode = (ulong)row.GetInt64(12),
        Device = (ulong)row.GetInt64(13),
        LinkTarget = Bytes(row, 14),
        Sha256 = Bytes(row, 15),
        Position = new TapePosition(row.GetInt32(16), row.GetInt64(17), row.GetInt32(18), row.GetInt32(19)),
        LastPiece = row.GetInt32(20),
        MoreParts = Bytes(row, 21) is { } parts ? PackedParts.Unpack(parts) : [],
        RenamedFrom = Bytes(row, 22) is { } path ? EntryPath.FromBytes(path) : null,
    };

    private static byte[]? Bytes(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<byte[]>(column);
}
