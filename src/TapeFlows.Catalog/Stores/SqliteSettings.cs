using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace TapeFlows.Catalog.Stores;

/// <summary>What every connection to SQLite has to be told when it comes from the pool.</summary>
internal sealed class SqliteSettings(TimeSpan busyTimeout) : DbConnectionInterceptor
{
    /// <summary>A commit returns when the write-ahead log is written, not when it is on the disk.</summary>
    public const string DurableLater = "PRAGMA synchronous = NORMAL";

    // FULL: a commit returns when it is on the disk, and with it everything committed before. -16000: 16 MB of page cache a connection.
    // The log is cut back to 64 MB once a burst of bulk rows has been taken over into the file.
    private readonly string _settings = string.Create(
        CultureInfo.InvariantCulture,
        $"PRAGMA busy_timeout = {(long)busyTimeout.TotalMilliseconds}; PRAGMA synchronous = FULL; PRAGMA cache_size = -16000; PRAGMA journal_size_limit = 67108864");

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.Command(transaction: null, _settings);
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.Command(transaction: null, _settings);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
