using System.Data.Common;

namespace TapeFlows.Catalog.Stores;

/// <summary>SQL past Entity Framework, with named parameters, which both providers take as <c>@name</c>.</summary>
internal static class Commands
{
    /// <summary>A command on a connection, in its transaction if it has one.</summary>
    public static DbCommand Command(this DbConnection connection, DbTransaction? transaction, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        foreach (var (name, value) in parameters)
            command.With(name, value);
        return command;
    }

    /// <summary>A command in a transaction.</summary>
    public static DbCommand Command(this DbTransaction transaction, string sql, params ReadOnlySpan<(string Name, object Value)> parameters) =>
        transaction.Connection!.Command(transaction, sql, parameters);

    /// <summary>Adds a parameter, or gives it another value.</summary>
    public static DbCommand With(this DbCommand command, string name, object value)
    {
        if (command.Parameters.Contains(name))
        {
            command.Parameters[name].Value = value;
            return command;
        }

        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
        return command;
    }

    /// <summary>Runs a statement that gives no rows.</summary>
    public static async Task<int> ExecuteAsync(
        this DbTransaction transaction, string sql, CancellationToken cancellationToken, params (string Name, object Value)[] parameters)
    {
        await using var command = transaction.Command(sql, parameters);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Runs a statement that gives one value, or <see langword="null"/>.</summary>
    public static async Task<object?> ScalarAsync(
        this DbTransaction transaction, string sql, CancellationToken cancellationToken, params (string Name, object Value)[] parameters)
    {
        await using var command = transaction.Command(sql, parameters);
        var value = await command.ExecuteScalarAsync(cancellationToken);
        return value is DBNull ? null : value;
    }
}
