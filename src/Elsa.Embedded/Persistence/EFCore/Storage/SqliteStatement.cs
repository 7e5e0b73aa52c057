using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Elsa.Persistence.EFCore.Storage;

/// <summary>A prepared statement of SQLite, bound by position: ADO.NET's command looks each parameter up by its name, for every row.</summary>
/// <remarks>To SQLite <c>$1</c> is a name: its position is where it first occurs.</remarks>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly int[] _positions;

    /// <summary>Prepares a statement; it runs in the transaction that the connection is in.</summary>
    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v3(_database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
        _positions = new int[raw.sqlite3_bind_parameter_count(_statement)];
        for (var i = 0; i < _positions.Length; i++)
            _positions[i] = raw.sqlite3_bind_parameter_index(_statement, string.Create(CultureInfo.InvariantCulture, $"${i + 1}"));
    }

    /// <summary>Runs the statement and returns how many rows it changed.</summary>
    public long Run(params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
            Check(Bind(_positions[i], values[i]));
        raw.sqlite3_step(_statement);
        // Of a failed step the reset repeats the error, now with all its details.
        Check(raw.sqlite3_reset(_statement));
        return raw.sqlite3_changes(_database);
    }

    public void Dispose() => _statement.Dispose();

    private int Bind(int parameter, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(_statement, parameter),
        string text => raw.sqlite3_bind_text(_statement, parameter, text),
        long number => raw.sqlite3_bind_int64(_statement, parameter, number),
        int number => raw.sqlite3_bind_int(_statement, parameter, number),
        bool flag => raw.sqlite3_bind_int(_statement, parameter, flag ? 1 : 0),
        byte[] { Length: 0 } => raw.sqlite3_bind_zeroblob(_statement, parameter, 0),
        byte[] bytes => raw.sqlite3_bind_blob(_statement, parameter, bytes),
        _ => throw new NotSupportedException($"SQLite is given no values of the type {value.GetType().Name}."),
    };

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
            SqliteException.ThrowExceptionForRC(result, _database);
    }
}
