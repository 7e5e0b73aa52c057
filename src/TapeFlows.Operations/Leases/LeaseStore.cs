using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TapeFlows.Operations.Database;

namespace TapeFlows.Operations.Leases;

/// <summary>
/// Leases in the database. Each call is one statement, so that of two that want the same one gets it; time is the database's. Calls block: they come from
/// threads that work a drive, and from the beat's own thread, which must not wait for a place in a pool.
/// </summary>
internal sealed class LeaseStore(OperationsDatabase database)
{
    private string Now => database.IsSqlite
        ? "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"
        : "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)";

    /// <summary>Takes a lease that nobody holds.</summary>
    /// <returns>Its fence; <see langword="null"/>: somebody holds it.</returns>
    public long? Take(string resource, string holder, TimeSpan time)
    {
        var fence = Run(
            $"""
            INSERT INTO operation_leases (resource, holder, fence, expires_at) VALUES (@resource, @holder, 1, {Now} + @time)
            ON CONFLICT (resource) DO UPDATE SET holder = excluded.holder, fence = operation_leases.fence + 1, expires_at = excluded.expires_at
            WHERE operation_leases.expires_at <= {Now}
            RETURNING fence
            """,
            command => command.ExecuteScalar(),
            ("@resource", resource), ("@holder", holder), ("@time", Milliseconds(time)));
        return fence is null or DBNull ? null : Convert.ToInt64(fence, CultureInfo.InvariantCulture);
    }

    /// <summary>Renews all that a holder has.</summary>
    /// <returns>The resources whose lease was not lost.</returns>
    public HashSet<string> Renew(string holder, TimeSpan time) => Run(
        $"UPDATE operation_leases SET expires_at = {Now} + @time WHERE holder = @holder AND expires_at > {Now} RETURNING resource",
        command =>
        {
            var kept = new HashSet<string>(StringComparer.Ordinal);
            using var rows = command.ExecuteReader();
            while (rows.Read())
                kept.Add(rows.GetString(0));
            return kept;
        },
        ("@holder", holder), ("@time", Milliseconds(time)));

    /// <summary>Gives a lease back. One that is somebody else's by now stays theirs.</summary>
    public void GiveBack(string resource, string holder, long fence) => Run(
        "UPDATE operation_leases SET expires_at = 0 WHERE resource = @resource AND holder = @holder AND fence = @fence",
        command => command.ExecuteNonQuery(),
        ("@resource", resource), ("@holder", holder), ("@fence", fence));

    /// <summary>Ends all leases of processes that are gone.</summary>
    /// <param name="holders">What their names begin with.</param>
    public void EndAllOf(string holders) => Run(
        "UPDATE operation_leases SET expires_at = 0 WHERE expires_at > 0 AND substr(holder, 1, @length) = @holders",
        command => command.ExecuteNonQuery(),
        ("@length", holders.Length), ("@holders", holders));

    /// <summary>Whether nobody holds it.</summary>
    public bool IsFree(string resource) => Run(
        $"SELECT 1 FROM operation_leases WHERE resource = @resource AND expires_at > {Now}",
        command => command.ExecuteScalar(),
        ("@resource", resource)) is null;

    private T Run<T>(string text, Func<DbCommand, T> run, params (string Name, object Value)[] values)
    {
        using var context = database.CreateContext();
        context.Database.OpenConnection();
        using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = text;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return run(command);
    }

    private static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;
}
