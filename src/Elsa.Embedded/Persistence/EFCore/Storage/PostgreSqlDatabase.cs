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
        if (!settings.ContainsKey("Max Auto Prepare"))
            settings.MaxAutoPrepare = 100;
        settings.AutoPrepareMinUsages = 2;
        settings.MaxPoolSize = Math.Min(settings.MaxPoolSize, 32);
        _source = new NpgsqlDataSourceBuilder(settings.ToString()).Build();
        Description = $"PostgreSQL database {settings.Database} on {settings.Host}";
    }

    public override string Description { get; }

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

    public override async Task<long[]> WriteAsync(IReadOnlyList<Write> writes, CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var rows = new long[writes.Count];
        for (var i = 0; i < rows.Length;)
        {
            if (writes[i] is ContextWork work)
            {
                rows[i++] = await RunAsync(work, connection, transaction, cancellationToken);
                continue;
            }

            var begin = i;
            await using var batch = new NpgsqlBatch(connection, transaction);
            for (; i < rows.Length && writes[i] is Statement statement; i++)
                batch.BatchCommands.Add(Command(statement));
            await batch.ExecuteNonQueryAsync(cancellationToken);
            for (var j = begin; j < i; j++)
            {
                rows[j] = batch.BatchCommands[j - begin].RecordsAffected;
                Check((Statement)writes[j], rows[j]);
            }
        }

        await transaction.CommitAsync(cancellationToken);
        return rows;
    }

    public override ValueTask DisposeAsync() => _source.DisposeAsync();

    private static NpgsqlBatchCommand Command(Statement statement)
    {
        var command = new NpgsqlBatchCommand(statement.Text.Sql);
        for (var i = 0; i < statement.Values.Length; i++)
        {
            var parameter = new NpgsqlParameter { Value = statement.Values[i] ?? DBNull.Value };
            if (statement.Text.Types[i] is { } type)
                parameter.NpgsqlDbType = type;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
