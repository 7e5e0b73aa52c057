using NpgsqlTypes;

namespace Elsa.Persistence.EFCore.Storage;

/// <summary>One step of a unit of writes.</summary>
/// <param name="Context">The type of the context whose database it changes.</param>
internal abstract record Write(Type Context);

/// <summary>A statement with its values; fast, for what happens in every burst.</summary>
/// <param name="Context">The type of the context whose database it changes.</param>
/// <param name="Text">The statement; the same object for the same statement, because it stays prepared.</param>
/// <param name="Values">A value for each parameter, as the database takes it.</param>
internal sealed record Statement(Type Context, StatementText Text, object?[] Values) : Write(Context)
{
    /// <summary>How many rows it must change. If it changes another number, the whole unit is undone.</summary>
    public int? ExpectedRows { get; init; }

    /// <summary>What to say when it does not.</summary>
    public string? Unexpected { get; init; }
}

/// <summary>Anything that a context can do inside the transaction; it must not start another unit.</summary>
/// <param name="Context">The type of the context whose database it changes.</param>
/// <param name="Work">Returns how many rows it changed.</param>
internal sealed record ContextWork(Type Context, Func<ElsaDbContextBase, CancellationToken, Task<long>> Work) : Write(Context);

/// <summary>SQL with the parameters <c>$1</c>, <c>$2</c> ...</summary>
internal sealed class StatementText(string sql, IReadOnlyList<NpgsqlDbType?> types)
{
    /// <summary>SQL whose parameters have the types of their values; give no nulls to these.</summary>
    public StatementText(string sql, int parameters) : this(sql, new NpgsqlDbType?[parameters])
    {
    }

    public string Sql => sql;

    public int ParameterCount => types.Count;

    /// <summary>The types that PostgreSQL is told.</summary>
    public IReadOnlyList<NpgsqlDbType?> Types => types;
}

/// <summary>A statement did not find what it was to change: someone else was first. Nothing of its unit was written.</summary>
internal sealed class StaleWriteException(string message) : Exception(message);
