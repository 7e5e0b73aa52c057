using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using NpgsqlTypes;

namespace Elsa.Persistence.EFCore.Storage;

/// <summary>A column that is no property of the entity: how to get its value, and how to put it back unless it only repeats another.</summary>
internal sealed record ExtraColumn<T>(string Name, Func<T, object?> Write, Action<T, string?>? Read);

/// <summary>Makes the statements that write entities of one type, from the model of their context.</summary>
internal sealed class EntityTable<T> where T : class
{
    private readonly Type _context;
    private readonly List<Column> _columns;
    private readonly List<int> _key;
    private readonly RowsText _insert;
    private readonly RowsText _upsert;
    private readonly StatementText _update;
    private readonly StatementText _delete;

    public EntityTable(DbContext context, IReadOnlyList<ExtraColumn<T>> extras)
    {
        _context = context.GetType();
        var type = context.Model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is not part of {_context.Name}.");
        var sql = context.GetService<ISqlGenerationHelper>();
        _columns = type.GetProperties().Select(x => new Column(x, extras.FirstOrDefault(e => string.Equals(e.Name, x.Name, StringComparison.Ordinal)))).ToList();
        _key = type.FindPrimaryKey()!.Properties.Select(x => _columns.FindIndex(c => c.Property == x)).ToList();

        var table = sql.DelimitIdentifier(type.GetTableName()!, type.GetSchema());
        string Name(int i) => sql.DelimitIdentifier(_columns[i].Property.GetColumnName());
        var all = Enumerable.Range(0, _columns.Count).ToList();
        var rest = all.Except(_key).ToList();
        var types = _columns.ConvertAll(x => x.PostgreSqlType);
        var insert = $"INSERT INTO {table} ({string.Join(", ", all.Select(Name))}) ";
        var one = $"{insert}VALUES ({string.Join(", ", all.Select(Parameter))})";
        var many = $"{insert}SELECT * FROM unnest({string.Join(", ", all.Select(Parameter))})";
        var replace = $" ON CONFLICT ({string.Join(", ", _key.Select(Name))}) DO UPDATE SET {string.Join(", ", rest.Select(i => $"{Name(i)} = excluded.{Name(i)}"))}";
        var key = string.Join(" AND ", _key.Select(i => $"{Name(i)} = {Parameter(i)}"));
        _insert = new RowsText(new StatementText(one, types), many);
        _upsert = new RowsText(new StatementText(one + replace, types), many + replace);
        _update = new StatementText($"UPDATE {table} SET {string.Join(", ", rest.Select(i => $"{Name(i)} = {Parameter(i)}"))} WHERE {key}", types);
        _delete = new StatementText(
            $"DELETE FROM {table} WHERE {string.Join(" AND ", _key.Select((i, n) => $"{Name(i)} = {Parameter(n)}"))}",
            _key.ConvertAll(i => types[i]));
    }

    /// <summary>Adds a row; one with the same key is an error.</summary>
    public Statement Insert(T entity) => new(_context, _insert.One, Values(entity));

    /// <summary>Adds a row, or replaces the one with the same key.</summary>
    public Statement Upsert(T entity) => new(_context, _upsert.One, Values(entity));

    /// <summary>Adds rows; one with the same key as another is an error. Nothing for no rows.</summary>
    public IEnumerable<Write> InsertMany(IReadOnlyCollection<T> entities) => Many(_insert, entities);

    /// <summary>Adds rows, or replaces those with the same keys; no two of the entities may have the same. Nothing for no rows.</summary>
    public IEnumerable<Write> UpsertMany(IReadOnlyCollection<T> entities) => Many(_upsert, entities);

    /// <summary>Changes a row, which must be there.</summary>
    public Statement Update(T entity) => new(_context, _update, Values(entity)) { ExpectedRows = 1, Unexpected = $"The {typeof(T).Name} is not there any more. Nothing was written." };

    /// <summary>Removes a row by its key. With <see cref="Statement.ExpectedRows"/> of 1, one caller of many removes it.</summary>
    public Statement Delete(params object[] key) => new(_context, _delete, key);

    private static string Parameter(int i) => "$" + (i + 1).ToString(CultureInfo.InvariantCulture);

    private IEnumerable<Write> Many(RowsText text, IReadOnlyCollection<T> entities) => entities.Count == 0 ? [] : [new RowsStatement(_context, text, entities.Select(Values).ToList())];

    private object?[] Values(T entity)
    {
        var values = new object?[_columns.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = _columns[i].Value(entity);
        return values;
    }

    private sealed class Column(IProperty property, ExtraColumn<T>? extra)
    {
        private readonly Func<object?, object?>? _convert = property.GetRelationalTypeMapping().Converter?.ConvertToProvider;
        private readonly Func<T, object?> _get = extra?.Write ?? (property.IsShadowProperty()
            ? throw new InvalidOperationException($"The column {property.Name} of {typeof(T).Name} has no source.")
            : property.GetGetter().GetClrValue);

        public IProperty Property => property;

        public NpgsqlDbType? PostgreSqlType { get; } = FindPostgreSqlType(property);

        public object? Value(T entity)
        {
            var value = _get(entity);
            return value is not null && _convert is not null ? _convert(value) : value;
        }

        // Said in any case: an array of nulls, or a null alone, does not tell its type.
        private static NpgsqlDbType? FindPostgreSqlType(IProperty property) => property.GetRelationalTypeMapping().StoreType switch
        {
            "text" => NpgsqlDbType.Text,
            "json" => NpgsqlDbType.Json,
            "bigint" => NpgsqlDbType.Bigint,
            "integer" => NpgsqlDbType.Integer,
            "boolean" => NpgsqlDbType.Boolean,
            "bytea" => NpgsqlDbType.Bytea,
            _ => null,
        };
    }
}
