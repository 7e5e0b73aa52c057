using NpgsqlTypes;

namespace Elsa.Persistence.EFCore.Storage;

/// <summary>A statement for many rows of one table. SQLite runs it once for each row; PostgreSQL takes all rows at once, because there each statement has its price.</summary>
/// <param name="Context">The type of the context whose database it changes.</param>
/// <param name="Text">The statement; the same object for the same statement, because it stays prepared.</param>
/// <param name="Rows">The values of each row, as the database takes them. No two rows have the same key.</param>
internal sealed record RowsStatement(Type Context, RowsText Text, IReadOnlyList<object?[]> Rows) : Write(Context);

/// <summary>A statement in two forms.</summary>
/// <param name="one">For one row: a parameter is a value.</param>
/// <param name="many">For many rows, in PostgreSQL: a parameter is an array, the values of one column.</param>
internal sealed class RowsText(StatementText one, string many)
{
    public StatementText One => one;

    public string Many => many;

    /// <summary>The values of a column as PostgreSQL takes them.</summary>
    public (NpgsqlDbType Type, Array Values) Column(IReadOnlyList<object?[]> rows, int column)
    {
        var type = one.Types[column] ?? throw new InvalidOperationException($"The type of parameter {column + 1} of '{one.Sql}' is not known to PostgreSQL.");
        Array values = type switch
        {
            NpgsqlDbType.Text or NpgsqlDbType.Json => Take<string?>(rows, column),
            NpgsqlDbType.Bigint => Take<long?>(rows, column),
            NpgsqlDbType.Integer => Take<int?>(rows, column),
            NpgsqlDbType.Boolean => Take<bool?>(rows, column),
            NpgsqlDbType.Bytea => Take<byte[]?>(rows, column),
            _ => throw new NotSupportedException($"Columns of the type {type} are not written in arrays."),
        };
        return (type | NpgsqlDbType.Array, values);
    }

    private static T[] Take<T>(IReadOnlyList<object?[]> rows, int column)
    {
        var values = new T[rows.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = (T)rows[i][column]!;
        return values;
    }
}
