using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TapeFlows.Catalog.Model;
using TapeFlows.Catalog.Stores;

namespace TapeFlows.Catalog.Files;

/// <summary>
/// Deletes file rows in batches, each a transaction of its own, so that other writers get their turn and no log grows with the set.
/// Killed in between, it is finished by calling it again.
/// </summary>
internal sealed class FileDeletion(CatalogStore store)
{
    private const int BatchSize = 20_000;

    /// <summary>Deletes the rows of a piece that will never be committed, and all that was staged behind the first of them; those of piece 0, as long as nothing is committed: all.</summary>
    public async Task DeleteUncommittedAsync(int setNumber, int piece, int committedPieces, CancellationToken cancellationToken)
    {
        const string FirstOfPiece = "SELECT min(id) FROM files WHERE id BETWEEN @first AND @last AND last_piece >= @piece";
        (string, object)[] range = [("@first", FileId.At(setNumber, 0)), ("@last", FileId.Last(setNumber)), ("@piece", Math.Max(piece, committedPieces + 1))];
        // The rows of deletions alone are on no piece.
        object? first = piece == 0 && committedPieces == 0
            ? FileId.At(setNumber, 0)
            : await store.SnapshotAsync((_, snapshot) => snapshot.ScalarAsync(FirstOfPiece, cancellationToken, range), cancellationToken);
        if (first is null)
            return;
        var uncommitted = string.Create(CultureInfo.InvariantCulture, $"DELETE FROM files WHERE id BETWEEN @first AND @last AND (last_piece = 0 OR last_piece > {committedPieces})");
        await DeleteAsync(uncommitted, Convert.ToInt64(first, CultureInfo.InvariantCulture), FileId.Last(setNumber), cancellationToken);
    }

    /// <summary>Deletes all rows of the sets that are forgotten, then the directories that no row needs any more.</summary>
    public async Task FinishRemovalsAsync(CancellationToken cancellationToken)
    {
        var removals = await store.ReadAsync(
            context => context.Removals.AsNoTracking().Select(row => row.SetNumber).ToListAsync(cancellationToken), cancellationToken);
        if (removals.Count == 0)
            return;
        foreach (var setNumber in removals)
            await DeleteAsync("DELETE FROM files WHERE id BETWEEN @first AND @last", FileId.At(setNumber, 0), FileId.Last(setNumber), cancellationToken);
        await PruneDirectoriesAsync(cancellationToken);
        await store.WriteAsync(
            context => context.Removals.Where(row => removals.Contains(row.SetNumber)).ExecuteDeleteAsync(cancellationToken), cancellationToken);
    }

    private async Task DeleteAsync(string delete, long first, long last, CancellationToken cancellationToken)
    {
        for (long? next = first; next is { } from;)
            next = await store.BulkAsync(transaction => DeleteBatchAsync(transaction, "files", delete, from, last, cancellationToken), cancellationToken);
    }

    private async Task PruneDirectoriesAsync(CancellationToken cancellationToken)
    {
        const string Prune =
            "DELETE FROM directories WHERE id BETWEEN @first AND @last AND NOT EXISTS (SELECT 1 FROM files WHERE files.directory_id = directories.id)";

        for (long? next = 0; next is { } from;)
        {
            next = await store.BulkAsync(
                async transaction =>
                {
                    await store.OwnDirectoriesAsync(transaction, cancellationToken);
                    return await DeleteBatchAsync(transaction, "directories", Prune, from, long.MaxValue, cancellationToken);
                },
                cancellationToken);
        }
    }

    /// <summary>Deletes one batch of a range of keys.</summary>
    /// <returns>Where the next begins; <see langword="null"/> when there is nothing left.</returns>
    private static async Task<long?> DeleteBatchAsync(
        DbTransaction transaction, string table, string delete, long first, long last, CancellationToken cancellationToken)
    {
        var endOfBatch = $"SELECT max(id) FROM (SELECT id FROM {table} WHERE id BETWEEN @first AND @last ORDER BY id LIMIT @take) AS batch";
        var end = await transaction.ScalarAsync(endOfBatch, cancellationToken, ("@first", first), ("@last", last), ("@take", BatchSize));
        if (end is null)
            return null;
        var endId = Convert.ToInt64(end, CultureInfo.InvariantCulture);
        await transaction.ExecuteAsync(delete, cancellationToken, ("@first", first), ("@last", endId));
        return endId + 1;
    }
}
