using System.Data;
using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Elsa.Persistence.EFCore.Storage;

/// <summary>A unit that waits for its turn.</summary>
internal sealed class SqliteJob(IReadOnlyList<Write> writes)
{
    private readonly TaskCompletionSource<long[]> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<Write> Writes => writes;

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
    private readonly Dictionary<StatementText, SqliteCommand> _prepared = [];
    private readonly List<SqliteJob> _written = [];

    public SqliteWriter(string connectionString, Func<ContextWork, DbConnection, DbTransaction, CancellationToken, Task<long>> runContextWork)
    {
        _runContextWork = runContextWork;
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        _connection.Open();
        Execute(SqliteSettings.Pragmas);
    }

    /// <summary>Writes units in one transaction. A unit that fails is undone alone.</summary>
    public async Task WriteAsync(List<SqliteJob> jobs)
    {
        _written.Clear();
        await using var transaction = _connection.BeginTransaction(IsolationLevel.Serializable, deferred: false);
        foreach (var job in jobs)
        {
            Execute("SAVEPOINT unit");
            try
            {
                job.Rows = await WriteAsync(job.Writes, transaction);
                Execute("RELEASE unit");
                _written.Add(job);
            }
            catch (Exception error)
            {
                Execute("ROLLBACK TO unit; RELEASE unit");
                job.Fail(error);
            }
        }

        await transaction.CommitAsync();
        foreach (var job in _written)
            job.Succeed();
    }

    public void Dispose()
    {
        foreach (var command in _prepared.Values)
            command.Dispose();
        _connection.Dispose();
    }

    private async Task<long[]> WriteAsync(IReadOnlyList<Write> writes, SqliteTransaction transaction)
    {
        var rows = new long[writes.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = writes[i] switch
            {
                Statement statement => Execute(statement, transaction),
                ContextWork work => await _runContextWork(work, _connection, transaction, CancellationToken.None),
                _ => throw new NotSupportedException(writes[i].GetType().Name),
            };
        }

        return rows;
    }

    private long Execute(Statement statement, SqliteTransaction transaction)
    {
        var command = Prepare(statement.Text);
        command.Transaction = transaction;
        for (var i = 0; i < statement.Values.Length; i++)
            command.Parameters[i].Value = statement.Values[i] ?? DBNull.Value;
        var rows = command.ExecuteNonQuery();
        ElsaDatabase.Check(statement, rows);
        return rows;
    }

    private SqliteCommand Prepare(StatementText text)
    {
        if (_prepared.TryGetValue(text, out var command))
            return command;
        command = _connection.CreateCommand();
        command.CommandText = text.Sql;
        for (var i = 1; i <= text.ParameterCount; i++)
            command.Parameters.Add(new SqliteParameter("$" + i.ToString(CultureInfo.InvariantCulture), null));
        return _prepared[text] = command;
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
