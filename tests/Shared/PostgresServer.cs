using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace TapeFlows.Testing;

/// <summary>
/// A PostgreSQL server for the tests of one assembly: its own cluster in a temporary folder, started when the first test asks for a
/// database, reached by a Unix socket in that folder, so that no port can be taken. Use it as an assembly fixture.
/// </summary>
/// <remarks>
/// A shell stands between the test process and the server and waits for its standard input to end. That happens when the fixture is
/// disposed and just as well when the test process is killed: the shell then stops the server and removes the folder.
/// </remarks>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Missing =
        "These tests need PostgreSQL and found no 'initdb' on the PATH nor below /usr/lib/postgresql. Install it: apt-get install postgresql (Debian, Ubuntu), dnf install postgresql-server (Fedora).";

    private const string Script =
        """
        folder=$1 binaries=$2 fsync=$3
        trap '' INT
        "$binaries/initdb" -D "$folder/data" -A trust -U tapeflows -E UTF8 --locale=C --no-sync >"$folder/log" 2>&1 || exit 1
        "$binaries/postgres" -D "$folder/data" -k "$folder" -c listen_addresses= -c fsync=$fsync -c max_connections=200 >>"$folder/log" 2>&1 &
        cat >/dev/null
        # Nothing is kept, so nothing need be written: the immediate shutdown (PostgreSQL, "Shutting Down the Server").
        kill -QUIT $!
        wait $!
        rm -rf "$folder"
        """;

    private readonly SemaphoreSlim _starting = new(1);
    private string? _folder;
    private Process? _shell;
    private int _databases;

    /// <summary>Whether a commit waits for the disk, as it does for a server that is installed. Tests need not: their cluster does not outlive them.</summary>
    public bool IsDurable { get; init; }

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken = default)
    {
        await StartAsync(cancellationToken);
        var name = string.Create(CultureInfo.InvariantCulture, $"test{Interlocked.Increment(ref _databases)}");
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = $"CREATE DATABASE {name}";
        await command.ExecuteNonQueryAsync(cancellationToken);
        return ConnectionString(name);
    }

    /// <summary>Stops the server and removes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_shell is not null)
        {
            NpgsqlConnection.ClearAllPools();
            _shell.StandardInput.Close();
            await _shell.EndAsync("PostgreSQL, whose input was closed");
            _shell.Dispose();
        }

        _starting.Dispose();
    }

    private string ConnectionString(string database) => $"Host={_folder};Username=tapeflows;Database={database}";

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        await _starting.WaitAsync(cancellationToken);
        try
        {
            if (_shell is not null)
                return;
            var binaries = FindBinaries();
            _folder = Directory.CreateTempSubdirectory("tapeflows-pg-").FullName;
            _shell = StartShell(binaries, _folder, IsDurable);
            await WaitUntilReadyAsync(cancellationToken);
        }
        finally
        {
            _starting.Release();
        }
    }

    private static string FindBinaries()
    {
        var versions = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        var candidates = versions.OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin"))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries));
        return candidates.FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")))
            ?? throw new InvalidOperationException(Missing);
    }

    private static Process StartShell(string binaries, string folder, bool isDurable)
    {
        // PostgreSQL refuses to run as root; its package made a user for it.
        string[] arguments = ["sh", "-c", Script, "sh", folder, binaries, isDurable ? "on" : "off"];
        if (Environment.IsPrivilegedProcess)
        {
            using var own = Process.Start("chown", ["-R", "postgres", folder]);
            own.End("chown");
            arguments = ["runuser", "-u", "postgres", "--", .. arguments];
        }

        var start = new ProcessStartInfo(arguments[0], arguments[1..]) { RedirectStandardInput = true, UseShellExecute = false, WorkingDirectory = folder };
        return Process.Start(start)!;
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(50, cancellationToken))
        {
            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
                await connection.OpenAsync(cancellationToken);
                return;
            }
            catch (NpgsqlException error) when (_shell!.HasExited || clock.Elapsed > TimeSpan.FromSeconds(60))
            {
                var log = Path.Combine(_folder!, "log");
                throw new InvalidOperationException($"PostgreSQL did not start. Its log: {(File.Exists(log) ? await File.ReadAllTextAsync(log, cancellationToken) : "(none)")}", error);
            }
            catch (NpgsqlException)
            {
                // Not ready yet.
            }
        }
    }
}
