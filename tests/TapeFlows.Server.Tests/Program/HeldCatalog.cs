using Microsoft.Data.Sqlite;
using TapeFlows.Server.Data;

namespace TapeFlows.Server.Tests.Program;

/// <summary>The catalog of a program, held so that nobody else can write: a backup that has begun commits nothing more and cannot end, however fast it is, until this is given back.</summary>
internal sealed class HeldCatalog : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _writing;

    private HeldCatalog(SqliteConnection connection, SqliteTransaction writing) => (_connection, _writing) = (connection, writing);

    /// <summary>Waits until a backup has begun its set, and holds the catalog from then on.</summary>
    public static async Task<HeldCatalog> WhileWritingAsync(Tapeflows program)
    {
        var path = new DataFolder(program.Data).CatalogFile;
        HeldCatalog? held = null;
        await Eventually.TrueAsync(() => File.Exists(path) && (held = TryHold(path)) is not null, "a set that is being written", patience: TimeSpan.FromMinutes(3));
        return held!;
    }

    private static HeldCatalog? TryHold(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False;Default Timeout=1");
        try
        {
            connection.Open();
            var held = new HeldCatalog(connection, connection.BeginTransaction(deferred: false));
            using var count = connection.CreateCommand();
            (count.Transaction, count.CommandText) = (held._writing, "SELECT count(*) FROM sets");
            if (Convert.ToInt64(count.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture) > 0)
                return held;
            held.Dispose();
        }
        catch (SqliteException)
        {
            // Not there yet, or somebody writes.
            connection.Dispose();
        }

        return null;
    }

    public void Dispose()
    {
        _writing.Dispose();
        _connection.Dispose();
    }
}
