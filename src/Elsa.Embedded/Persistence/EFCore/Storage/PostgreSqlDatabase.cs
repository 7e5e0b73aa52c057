using System.Globalization;
using Npgsql;

namespace Elsa.Persistence.EFCore.Storage;

/// <summary>PostgreSQL. Each unit has a connection from the pool; its statements travel together.</summary>
internal sealed class PostgreSqlDatabase : ElsaDatabase
{
    // "Elsa" and a number, so that no other program waits for the same lock by accident.
    private const long SchemaLock = 0x456C_7361_0001;
    private readonly NpgsqlDataSource _source;
    private readonly string _connectionString;

    public PostgreSqlDatabase(string connectionString, ContextHomes homes) : base(homes)
    {
        _connectionString = connectionString;
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        // Few statements, each used all the time: the server keeps them prepared. Behind a pooler that shares sessions, set Max Auto Prepare=0 there.
        if (!settings.ShouldSerialize("Max Auto Prepare"))
            settings.MaxAutoPrepare = 100;
        settings.AutoPrepareMinUsages = 2;
        // Nothing here leaves anything behind in a session that the next user would have to be kept from.
        settings.NoResetOnClose = true;
        settings.MaxPoolSize = Math.Min(settings.MaxPoolSize, 32);
        _source = new NpgsqlDataSourceBuilder(settings.ToString()).Build();
        Description = $"PostgreSQL database {settings.Database} on {settings.Host}";
    }

    public override string Description { get; }

    // The time of the statement, not of its transaction.
    public override string Now => string.Create(CultureInfo.InvariantCulture, $"((extract(epoch FROM clock_timestamp()) * {TimeSpan.TicksPerSecond})::bigint + {DateTime.UnixEpoch.Ticks})");

    public override async Task<IAsyncDisposable> LockSchemaAsync(CancellationToken cancellationToken)
    {
        // Held by the session: it goes with the connection, however that ends. Not from the pool, so that it does end.
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_connectionString) { Pooling = false, CommandTimeout = 120 }.ToString());
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand("SELECT pg_advisory_lock($1)", connection) { Parameters = { new NpgsqlParameter { Value = SchemaLock } } };
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <remarks>Where nothing has to be checked, all statements travel in one message, which the server takes as one transaction; otherwise the commit follows in a second one.</remarks>
    public override async Task<long[]> WriteAsync(IReadOnlyList<Write> writes, CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        var rows = new long[writes.Count];
        if (writes.All(x => x is RowsStatement or Statement { ExpectedRows: null }))
        {
            await ExecuteAsync(connection, transaction: null, writes, rows, 0, rows.Length, cancellationToken);
            return rows;
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        for (var i = 0; i < rows.Length;)
        {
            if (writes[i] is ContextWork work)
            {
                rows[i++] = await RunAsync(work, connection, transaction, cancellationToken);
                continue;
            }

            var begin = i;
            while (i < rows.Length && writes[i] is not ContextWork)
                i++;
            await ExecuteAsync(connection, transaction, writes, rows, begin, i, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return rows;
    }

    public override async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        // The contexts' connections are in a pool that would outlive the host.
        await using var connection = new NpgsqlConnection(_connectionString);
        NpgsqlConnection.ClearPool(connection);
    }

    private static async Task ExecuteAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, IReadOnlyList<Write> writes, long[] rows, int begin, int end, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        for (var i = begin; i < end; i++)
            batch.BatchCommands.Add(Command(writes[i]));
        await batch.ExecuteNonQueryAsync(cancellationToken);
        for (var i = begin; i < end; i++)
        {
            rows[i] = batch.BatchCommands[i - begin].RecordsAffected;
            if (writes[i] is Statement statement)
                Check(statement, rows[i]);
        }
    }

    private static NpgsqlBatchCommand Command(Write write) => write switch
    {
        Statement { Text: var text, Values: var values } => Command(text, values),
        RowsStatement { Text: var text, Rows: [var row] } => Command(text.One, row),
        RowsStatement { Text: var text, Rows: var rows } => Command(text, rows),
        _ => throw new NotSupportedException(write.GetType().Name),
    };

    private static NpgsqlBatchCommand Command(StatementText text, object?[] values)
    {
        var command = new NpgsqlBatchCommand(text.Sql);
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = new NpgsqlParameter { Value = values[i] ?? DBNull.Value };
            if (text.Types[i] is { } type)
                parameter.NpgsqlDbType = type;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private static NpgsqlBatchCommand Command(RowsText text, IReadOnlyList<object?[]> rows)
    {
        var command = new NpgsqlBatchCommand(text.Many);
        for (var i = 0; i < text.One.ParameterCount; i++)
        {
            var (type, values) = text.Column(rows, i);
            command.Parameters.Add(new NpgsqlParameter { Value = values, NpgsqlDbType = type });
        }

        return command;
    }
}
