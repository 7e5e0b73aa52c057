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

    /// <summary>Deletes the rows of a piece that will never be committed, and all that was staged behind the first of them.</summary>
    public async Task DeleteUncommittedAsync(int setNumber, int piece, int committedPieces, CancellationToken cancellationToken)
    {
        var from = Math.Max(piece, committedPieces + 1);
        var first = await store.BulkAsync(
            transaction => transaction.ScalarAsync(
                "SELECT min(ordinal) FROM files WHERE set_number = @set AND last_piece >= @piece", cancellationToken, ("@set", setNumber), ("@piece", from)),
            cancellationToken);
        if (first is not null)
            await DeleteFromAsync(setNumber, Convert.ToInt64(first, CultureInfo.InvariantCulture), committedPieces, cancellationToken);
    }

    /// <summary>Deletes all rows of the sets that are forgotten, then the directories that no row needs any more.</summary>
    public async Task FinishRemovalsAsync(CancellationToken cancellationToken)
    {
        var removals = await store.ReadAsync(
            context => context.Removals.AsNoTracking().Select(row => row.SetNumber).ToListAsync(cancellationToken), cancellationToken);
        if (removals.Count == 0)
            return;
        foreach (var setNumber in removals)
            await DeleteFromAsync(setNumber, firstOrdinal: long.MinValue, committedPieces: null, cancellationToken);
        await PruneDirectoriesAsync(cancellationToken);
        await store.WriteAsync(
            context => context.Removals.Where(row => removals.Contains(row.SetNumber)).ExecuteDeleteAsync(cancellationToken), cancellationToken);
    }

    private async Task DeleteFromAsync(int setNumber, long firstOrdinal, int? committedPieces, CancellationToken cancellationToken)
    {
        const string EndOfBatch =
            "SELECT max(ordinal) FROM (SELECT ordinal FROM files WHERE set_number = @set AND ordinal >= @first ORDER BY ordinal LIMIT @take) AS batch";
        var delete = "DELETE FROM files WHERE set_number = @set AND ordinal BETWEEN @first AND @last";
        if (committedPieces is { } pieces)
            delete += string.Create(CultureInfo.InvariantCulture, $" AND (last_piece = 0 OR last_piece > {pieces})");

        for (long? first = firstOrdinal; first is { } from;)
        {
            first = await store.BulkAsync(
                transaction => DeleteBatchAsync(transaction, EndOfBatch, delete, from, cancellationToken, ("@set", setNumber)), cancellationToken);
        }
    }

    private async Task PruneDirectoriesAsync(CancellationToken cancellationToken)
    {
        const string EndOfBatch = "SELECT max(id) FROM (SELECT id FROM directories WHERE id >= @first ORDER BY id LIMIT @take) AS batch";
        const string Prune =
            "DELETE FROM directories WHERE id BETWEEN @first AND @last AND NOT EXISTS (SELECT 1 FROM files WHERE files.directory_id = directories.id)";

        for (long? first = 0; first is { } from;)
        {
            first = await store.BulkAsync(
                async transaction =>
                {
                    await store.OwnDirectoriesAsync(transaction, cancellationToken);
                    return await DeleteBatchAsync(transaction, EndOfBatch, Prune, from, cancellationToken);
                },
                cancellationToken);
        }
    }

    /// <summary>Deletes one batch.</summary>
    /// <returns>Where the next begins; <see langword="null"/> when there is nothing left.</returns>
    private static async Task<long?> DeleteBatchAsync(
        DbTransaction transaction, string endOfBatch, string delete, long first, CancellationToken cancellationToken, params (string Name, object Value)[] parameters)
    {
        var end = await transaction.ScalarAsync(endOfBatch, cancellationToken, [("@first", first), ("@take", BatchSize), .. parameters]);
        if (end is null)
            return null;
        var last = Convert.ToInt64(end, CultureInfo.InvariantCulture);
        await transaction.ExecuteAsync(delete, cancellationToken, [("@first", first), ("@last", last), .. parameters]);
        return last + 1;
    }
}
