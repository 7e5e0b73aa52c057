using Npgsql;
using NpgsqlTypes;
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
        await using var copy = await transaction.Connection!.BeginBinaryImportAsync(
            $"COPY files ({FileColumns.All}) FROM STDIN (FORMAT BINARY)", cancellationToken);
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // Not the asynchronous twins: five million awaits for a buffer that is nearly never full cost more than the rare wait.
            copy.StartRow();
            Write(copy, setNumber, directories[file.Path.Directory], file);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private static void Write(NpgsqlBinaryImporter copy, int setNumber, long directoryId, CatalogFile file)
    {
        var position = file.Position;
        copy.Write(setNumber, NpgsqlDbType.Integer);
        copy.Write(file.Ordinal, NpgsqlDbType.Bigint);
        copy.Write(directoryId, NpgsqlDbType.Bigint);
        copy.Write(file.Path.Name, NpgsqlDbType.Bytea);
        copy.Write((short)file.Kind, NpgsqlDbType.Smallint);
        copy.Write((short)file.State, NpgsqlDbType.Smallint);
        copy.Write((int)file.Mode, NpgsqlDbType.Integer);
        copy.Write((long)file.UserId, NpgsqlDbType.Bigint);
        copy.Write((long)file.GroupId, NpgsqlDbType.Bigint);
        copy.Write(file.Size, NpgsqlDbType.Bigint);
        copy.Write(file.ModifiedNanoseconds, NpgsqlDbType.Bigint);
        copy.Write(file.ChangedNanoseconds, NpgsqlDbType.Bigint);
        copy.Write((long)file.Inode, NpgsqlDbType.Bigint);
        copy.Write((long)file.Device, NpgsqlDbType.Bigint);
        Write(copy, file.LinkTarget);
        Write(copy, file.Sha256);
        copy.Write(position.Piece, NpgsqlDbType.Integer);
        copy.Write(position.BlockAddress, NpgsqlDbType.Bigint);
        copy.Write(position.Offset, NpgsqlDbType.Integer);
        copy.Write(position.Skip, NpgsqlDbType.Integer);
        copy.Write(file.LastPiece, NpgsqlDbType.Integer);
        Write(copy, PackedParts.Pack(file.MoreParts));
        Write(copy, file.RenamedFrom?.ToBytes());
    }

    private static void Write(NpgsqlBinaryImporter copy, byte[]? value)
    {
        if (value is null)
            copy.WriteNull();
        else
            copy.Write(value, NpgsqlDbType.Bytea);
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
        var missing = ids.Where(directory => directory.Value == 0).Select(directory => DirectoryKey.From(directory.Key)).ToArray();
        if (missing.Length > 0)
        {
            await transaction.ExecuteAsync(AddDirectories, cancellationToken, ("@paths", missing));
            await FindAsync(transaction, ids, cancellationToken);
        }

        return ids;
    }

    private static async Task FindAsync(NpgsqlTransaction transaction, Dictionary<byte[], long> ids, CancellationToken cancellationToken)
    {
        var wanted = ids.Where(directory => directory.Value == 0).Select(directory => DirectoryKey.From(directory.Key)).ToArray();
        await using var command = transaction.Command(FindDirectories, ("@paths", wanted));
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            ids[DirectoryKey.ToPath(rows.GetFieldValue<byte[]>(0))] = rows.GetInt64(1);
    }
}
