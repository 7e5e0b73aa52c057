using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Elsa.Persistence.EFCore.Storage;

/// <summary>
/// SQLite. One connection writes for the whole process, and one transaction takes all units that wait: a commit costs the same for one and for many, so
/// that throughput grows with callers where separate transactions would queue for SQLite's one write lock.
/// </summary>
internal sealed class SqliteDatabase : ElsaDatabase
{
    private static readonly TimeSpan SchemaPatience = TimeSpan.FromMinutes(2);
    private readonly string _connectionString;
    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly Channel<SqliteJob> _jobs = Channel.CreateUnbounded<SqliteJob>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Lazy<Task> _writing;

    public SqliteDatabase(string connectionString, ContextHomes homes, TimeProvider time) : base(homes)
    {
        var settings = new SqliteConnectionStringBuilder(connectionString);
        if (settings.Mode == SqliteOpenMode.Memory || settings.DataSource is ":memory:" or "")
        {
            throw new InvalidOperationException(
                "The engine's SQLite database must be a file: one in memory is lost with the connection. Name a file, or configure no database to keep everything in memory.");
        }

        _connectionString = connectionString;
        _path = Path.GetFullPath(settings.DataSource);
        _time = time;
        _writing = new Lazy<Task>(() => Task.Run(WriteLoopAsync));
    }

    public override string Description => $"SQLite database {_path}";

    public override async Task PrepareAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        await using var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        // A property of the file, kept by it; naming it again costs nothing.
        command.CommandText = "PRAGMA busy_timeout = 30000; PRAGMA journal_mode = WAL";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public override async Task<IAsyncDisposable> LockSchemaAsync(CancellationToken cancellationToken)
    {
        // A lock of the operating system, not a row: it cannot outlive its process. The file stays, because deleting a lock file races.
        var path = _path + ".lock";
        for (var began = _time.GetTimestamp(); ; await Task.Delay(TimeSpan.FromMilliseconds(50), _time, cancellationToken))
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (_time.GetElapsedTime(began) < SchemaPatience)
            {
                // Another process has it: wait.
            }
        }
    }

    // Entity Framework's own lock for SQLite is a row, which a killed process leaves behind for ever.
    public override Task ForgetDeadMigrationAsync(DbContext context, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);

    public override Task<long[]> WriteAsync(IReadOnlyList<Write> writes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _ = _writing.Value;
        var job = new SqliteJob(writes);
        return _jobs.Writer.TryWrite(job) ? job.Done : throw new ObjectDisposedException(Description);
    }

    public override async ValueTask DisposeAsync()
    {
        _jobs.Writer.TryComplete();
        if (_writing.IsValueCreated)
            await _writing.Value;
        await using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    private async Task WriteLoopAsync()
    {
        SqliteWriter? writer = null;
        long written = 0;
        long optimizeAt = 0;
        var batch = new List<SqliteJob>();
        while (await _jobs.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < SqliteWriter.MaxUnits && _jobs.Reader.TryRead(out var job))
                batch.Add(job);
            try
            {
                writer ??= new SqliteWriter(_connectionString, RunAsync);
                await writer.WriteAsync(batch);
                written += batch.Count;
                if (written <= optimizeAt)
                    continue;
                writer.Optimize();
                optimizeAt = Math.Max(1000, written * 4);
            }
            catch (Exception error)
            {
                // The connection may be beyond repair; the next batch gets a new one.
                writer?.Dispose();
                writer = null;
                foreach (var job in batch)
                    job.Fail(error);
            }
        }

        writer?.Dispose();
    }
}
