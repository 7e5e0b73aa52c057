using Npgsql;
using TapeFlows.Backup;
using TapeFlows.Catalog.Files;

namespace TapeFlows.Catalog.Stores;

/// <summary>Stores file rows through <c>COPY</c> in its binary form.</summary>
internal static class PostgreSqlFileInsertion
{
    private const string FindDirectories = "SELECT path, id FROM directories WHERE path = ANY(@paths)";

    // Sorted, so that two writers that add the same directories wait for each other instead of dying of a deadlock.
    private const string AddDirectories = "INSERT INTO directories (path) SELECT path FROM unnest(@paths) AS path ORDER BY path ON CONFLICT (path) DO NOTHING";

    public static async Task InsertAsync(NpgsqlTransaction transaction, int setNumber, IReadOnlyList<CatalogFile> files, CancellationToken cancellationToken)
    {
        var directories = await FindOrAddAsync(transaction, files, cancellationToken);
        await using var stream = await transaction.Connection!.BeginRawBinaryCopyAsync(
            $"COPY files ({FileColumns.All}) FROM STDIN (FORMAT BINARY)", cancellationToken);
        try
        {
            var copy = new PostgreSqlCopy(stream);
            foreach (var file in files)
            {
                Write(copy, setNumber, directories[file.Path.Directory], file);
                await copy.EndRowAsync(cancellationToken);
            }

            await copy.EndAsync(cancellationToken);
        }
        catch
        {
            // Disposing the stream would end the copy as if it were whole.
            await stream.CancelAsync();
            throw;
        }
    }

    private static void Write(PostgreSqlCopy copy, int setNumber, long directoryId, CatalogFile file)
    {
        var position = file.Position;
        copy.BeginRow(FileColumns.Count);
        copy.Write(FileId.Of(setNumber, file));
        copy.Write(setNumber);
        copy.Write(directoryId);
        copy.Write(file.Path.Name);
        copy.Write((short)file.Kind);
        copy.Write((short)file.State);
        copy.Write((int)file.Mode);
        copy.Write((long)file.UserId);
        copy.Write((long)file.GroupId);
        copy.Write(file.Size);
        copy.Write(file.ModifiedNanoseconds);
        copy.Write(file.ChangedNanoseconds);
        copy.Write((long)file.Inode);
        copy.Write((long)file.Device);
        copy.Write(file.LinkTarget);
        copy.Write(file.Sha256);
        copy.Write(position.Piece);
        copy.Write(position.BlockAddress);
        copy.Write(position.Offset);
        copy.Write(position.Skip);
        copy.Write(file.LastPiece);
        copy.Write(PackedParts.Pack(file.MoreParts));
        copy.Write(file.Counterpart?.ToBytes());
    }

    private static async Task<Dictionary<byte[], long>> FindOrAddAsync(
        NpgsqlTransaction transaction, IReadOnlyList<CatalogFile> files, CancellationToken cancellationToken)
    {
        var ids = new Dictionary<byte[], long>(ByteArrayComparer.Instance);
        byte[]? last = null;
        foreach (var file in files)
        {
            var directory = file.Path.Directory;
            if (!ReferenceEquals(directory, last))
                ids.TryAdd(directory, 0);
            last = directory;
        }

        await FindAsync(transaction, ids, cancellationToken);
        var missing = Missing(ids);
        if (missing.Length > 0)
        {
            await transaction.ExecuteAsync(AddDirectories, cancellationToken, ("@paths", missing));
            await FindAsync(transaction, ids, cancellationToken);
        }

        return ids;
    }

    private static async Task FindAsync(NpgsqlTransaction transaction, Dictionary<byte[], long> ids, CancellationToken cancellationToken)
    {
        await using var command = transaction.Command(FindDirectories, ("@paths", Missing(ids)));
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            ids[DirectoryKey.ToPath(rows.GetFieldValue<byte[]>(0))] = rows.GetInt64(1);
    }

    private static byte[][] Missing(Dictionary<byte[], long> ids) =>
        [.. ids.Where(directory => directory.Value == 0).Select(directory => DirectoryKey.From(directory.Key))];
}
