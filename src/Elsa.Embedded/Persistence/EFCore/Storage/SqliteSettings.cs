using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Elsa.Persistence.EFCore.Storage;

/// <summary>What every connection to SQLite has to be told.</summary>
internal sealed class SqliteSettings : DbConnectionInterceptor
{
    // NORMAL: a commit is in the operating system's hands when it returns, so it outlives a killed process. -8000: 8 MB of page cache.
    public const string Pragmas = "PRAGMA busy_timeout = 30000; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -8000; PRAGMA journal_size_limit = 67108864";

    // The pages at the end of each index change with every commit: the later the log is copied into the file, the fewer of them are copied. 8192 pages are 32 MB.
    public const string WriterPragmas = Pragmas + "; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 8192; PRAGMA temp_store = MEMORY";

    // Looks at tables that have grown tenfold since they were last looked at, a thousand rows of each index: without knowing that most instances are running, or
    // that most have finished, SQLite takes the wrong index for half of the lists.
    public const string Optimize = "PRAGMA analysis_limit = 1000; PRAGMA optimize = 0x10002";

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
