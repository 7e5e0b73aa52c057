using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Elsa.Persistence.EFCore.Storage;

/// <summary>What every connection to SQLite has to be told.</summary>
internal sealed class SqliteSettings : DbConnectionInterceptor
{
    // NORMAL: a commit is in the operating system's hands when it returns, so it outlives a killed process. -8000: 8 MB of page cache.
    public const string Pragmas = "PRAGMA busy_timeout = 30000; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -8000; PRAGMA journal_size_limit = 67108864";

    public static SqliteSettings Instance { get; } = new();

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    // SQLite does nothing asynchronously.
    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
