using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace TapeFlows.Catalog.Stores;

/// <summary>
/// A prepared statement of SQLite, bound by position. ADO.NET's command looks each parameter up by its name and boxes its value, for every
/// row; over millions of rows that is most of the time.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly Bound[] _bound;

    /// <summary>Prepares a statement; it runs in the connection's transaction.</summary>
    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_database, sql, out _statement), _database);
        _bound = new Bound[1 + raw.sqlite3_bind_parameter_count(_statement)];
    }

    /// <summary>Binds a number. What is bound already stays so from run to run, and most columns of a row are those of the row before.</summary>
    /// <param name="parameter">Which, from 1.</param>
    /// <param name="value">The number.</param>
    public void Bind(int parameter, long value)
    {
        if (!Changes(parameter, new Bound(Binding.Number, value)))
            return;
        Check(raw.sqlite3_bind_int64(_statement, parameter, value));
    }

    /// <summary>Binds bytes, or null.</summary>
    /// <param name="parameter">Which, from 1.</param>
    /// <param name="value">The bytes.</param>
    public void Bind(int parameter, byte[]? value)
    {
        if (!Changes(parameter, new Bound(value is null ? Binding.Null : Binding.Bytes, 0)) && value is null)
            return;
        Check(
            value is null ? raw.sqlite3_bind_null(_statement, parameter)
            : value.Length == 0 ? raw.sqlite3_bind_zeroblob(_statement, parameter, 0)
            : raw.sqlite3_bind_blob(_statement, parameter, value));
    }

    /// <summary>Runs the statement; it can then be bound and run again.</summary>
    /// <returns>The number in the first column of the first row; <see langword="null"/> when there is no row.</returns>
    public long? Run()
    {
        var result = raw.sqlite3_step(_statement);
        var value = result == raw.SQLITE_ROW ? raw.sqlite3_column_int64(_statement, 0) : (long?)null;
        // Of a failed step the reset repeats the error, now with all its details.
        Check(raw.sqlite3_reset(_statement));
        return value;
    }

    public void Dispose() => _statement.Dispose();

    private bool Changes(int parameter, Bound bound)
    {
        var changes = _bound[parameter] != bound;
        _bound[parameter] = bound;
        return changes;
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
            SqliteException.ThrowExceptionForRC(result, _database);
    }

    // A parameter that was never bound is null (sqlite3_bind_blob documentation), and so is the default here.
    private enum Binding : byte
    {
        Null,
        Number,
        Bytes,
    }

    private readonly record struct Bound(Binding Kind, long Number);
}
