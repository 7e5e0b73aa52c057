using System.Diagnostics;
using Npgsql;
using TapeFlows.Catalog;
using TapeFlows.Server.Data;

namespace TapeFlows.Server.Composition;

/// <summary>
/// The name of a server among those on one PostgreSQL database, held as long as its process lives: the lock belongs to the session, and so goes with the connection, however that
/// ends. Two servers of one name would each take the other's work for what it left itself.
/// </summary>
internal sealed class NodeClaim : IAsyncDisposable
{
    // "TFnode" in ASCII: other locks on the same name are others'.
    private const long Room = 0x54466E6F6465;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly NpgsqlConnection? _connection;

    private NodeClaim(NpgsqlConnection? connection) => _connection = connection;

    /// <summary>Claims the name. With SQLite a data folder has one server, and that has its name to itself.</summary>
    /// <exception cref="IOException">Another server has the name.</exception>
    public static async Task<NodeClaim> TakeAsync(Station station, CancellationToken cancellationToken)
    {
        if (station.CatalogOptions.Provider != CatalogProvider.PostgreSql)
            return new NodeClaim(null);
        var settings = new NpgsqlConnectionStringBuilder(station.CatalogOptions.ConnectionString) { Pooling = false, KeepAlive = 30, ApplicationName = "TapeFlows node" };
        var connection = new NpgsqlConnection(settings.ToString());
        try
        {
            await connection.OpenAsync(cancellationToken);
            await ClaimAsync(connection, ServedNode.NameIn(station.Settings), cancellationToken);
            return new NodeClaim(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
            await _connection.DisposeAsync();
    }

    // One that was killed a moment ago may still be known to the database.
    private static async Task ClaimAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        for (var began = Stopwatch.GetTimestamp(); !await TryAsync(connection, name, cancellationToken); await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken))
        {
            if (Stopwatch.GetElapsedTime(began) > Patience)
                throw new IOException($"Another server works on this database under the name '{name}'. Give each a name of its own with the setting 'node'.");
        }
    }

    private static async Task<bool> TryAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT pg_try_advisory_lock(hashtextextended($1, $2))";
        command.Parameters.Add(new NpgsqlParameter { Value = name });
        command.Parameters.Add(new NpgsqlParameter { Value = Room });
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
