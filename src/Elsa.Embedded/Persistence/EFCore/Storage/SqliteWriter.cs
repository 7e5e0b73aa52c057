using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Elsa.Persistence.EFCore.Storage;

/// <summary>A unit that waits for its turn.</summary>
internal sealed class SqliteJob(IReadOnlyList<Write> writes)
{
    private readonly TaskCompletionSource<long[]> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<Write> Writes => writes;

    /// <summary>Whether it consists of statements only.</summary>
    public bool IsPlain { get; } = writes.All(x => x is not ContextWork);

    public Task<long[]> Done => _done.Task;

    public long[]? Rows { get; set; }

    public void Succeed() => _done.TrySetResult(Rows!);

    public void Fail(Exception error) => _done.TrySetException(error);
}

/// <summary>The one connection that writes, with its prepared statements.</summary>
internal sealed class SqliteWriter : IDisposable
{
    /// <summary>How many units share a transaction at most; more would only make the first of them wait.</summary>
    public const int MaxUnits = 256;

    private readonly SqliteConnection _connection;
    private readonly Func<ContextWork, DbConnection, DbTransaction, CancellationToken, Task<long>> _runContextWork;
    private readonly Dictionary<StatementText, SqliteStatement> _prepared = [];
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _rollback;

    public SqliteWriter(string connectionString, Func<ContextWork, DbConnection, DbTransaction, CancellationToken, Task<long>> runContextWork)
    {
        _runContextWork = runContextWork;
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        _connection.Open();
        Execute(SqliteSettings.WriterPragmas);
        // The lock for writing at once: a transaction that reads first could not get it later while another process writes.
        _begin = new SqliteStatement(_connection, "BEGIN IMMEDIATE");
        _commit = new SqliteStatement(_connection, "COMMIT");
        _rollback = new SqliteStatement(_connection, "ROLLBACK");
    }

    /// <summary>
    /// Writes units in one transaction. Should one of them fail, all is undone and each gets a transaction of its own: that is rare, and the savepoints
    /// that could undo one alone would make every commit dearer.
    /// </summary>
    public async Task WriteAsync(List<SqliteJob> jobs)
    {
        var plain = jobs.FindAll(x => x.IsPlain);
        if (!TryWrite(plain))
        {
            foreach (var job in plain)
                TryWrite([job]);
        }

        foreach (var job in jobs)
        {
            if (!job.IsPlain)
                await WriteWithContextsAsync(job);
        }
    }

    /// <summary>Tells SQLite what is in the tables by now, if they have changed much; so it finds the right index for a query.</summary>
    public void Optimize() => Execute(SqliteSettings.Optimize);

    public void Dispose()
    {
        _begin.Dispose();
        _commit.Dispose();
        _rollback.Dispose();
        foreach (var statement in _prepared.Values)
            statement.Dispose();
        _connection.Dispose();
    }

    // A unit that fails alone is told why; of several none is told anything yet.
    private bool TryWrite(List<SqliteJob> jobs)
    {
        if (jobs.Count == 0)
            return true;
        _begin.Run();
        try
        {
            foreach (var job in jobs)
                job.Rows = job.Writes.Select(Execute).ToArray();
        }
        catch (Exception error)
        {
            RollBack();
            if (jobs.Count == 1)
                jobs[0].Fail(error);
            return false;
        }

        _commit.Run();
        foreach (var job in jobs)
            job.Succeed();
        return true;
    }

    private void RollBack()
    {
        // After some errors, such as a full disk, SQLite has rolled back already.
        if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0)
            _rollback.Run();
    }

    private async Task WriteWithContextsAsync(SqliteJob job)
    {
        await using var transaction = _connection.BeginTransaction(IsolationLevel.Serializable, deferred: false);
        try
        {
            var rows = new long[job.Writes.Count];
            for (var i = 0; i < rows.Length; i++)
                rows[i] = job.Writes[i] is ContextWork work ? await _runContextWork(work, _connection, transaction, CancellationToken.None) : Execute(job.Writes[i]);
            job.Rows = rows;
        }
        catch (Exception error)
        {
            await transaction.RollbackAsync();
            job.Fail(error);
            return;
        }

        await transaction.CommitAsync();
        job.Succeed();
    }

    private long Execute(Write write)
    {
        switch (write)
        {
            case Statement statement:
                var changed = Prepare(statement.Text).Run(statement.Values);
                ElsaDatabase.Check(statement, changed);
                return changed;
            case RowsStatement { Text.One: var text, Rows: var rows }:
                var prepared = Prepare(text);
                return rows.Sum(row => prepared.Run(row));
            default:
                throw new NotSupportedException(write.GetType().Name);
        }
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private SqliteStatement Prepare(StatementText text) =>
        _prepared.TryGetValue(text, out var statement) ? statement : _prepared[text] = new SqliteStatement(_connection, text.Sql);
}
