using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using TapeFlows.Server.Access.Audit;
using TapeFlows.Server.Access.Keys;
using TapeFlows.Server.Access.Users;
using TapeFlows.Server.Composition;
using TapeFlows.Server.Data;
using TapeFlows.Server.Hosting;
using TapeFlows.Server.Output;
using TapeFlows.Server.Procedures;
using TapeFlows.Testing;

namespace TapeFlows.Server.Tests.Api;

/// <summary>The whole host of <c>tapeflows serve</c> over real HTTP, on a data folder and a database of its own, with callers of every role.</summary>
public sealed class ApiHost : IAsyncDisposable
{
    public const string Sqlite = "SQLite";
    public const string PostgreSql = "PostgreSQL";

    /// <summary>The password of every user of the tests.</summary>
    public const string Password = "correct horse battery";

    private readonly string _folder = Directory.CreateTempSubdirectory("tapeflows-api-").FullName;
    private readonly List<HttpClient> _clients = [];
    private readonly SemaphoreSlim _tape = new(1);
    private readonly Dictionary<string, string> _keys = new(StringComparer.Ordinal);
    private LogFile _log = null!;

    private ApiHost()
    {
    }

    internal Station Station { get; private set; } = null!;

    public WebApplication Host { get; private set; } = null!;

    public IServiceProvider Services => Host.Services;

    /// <summary>Starts it.</summary>
    /// <param name="connectionString">Of a PostgreSQL database; null: SQLite.</param>
    /// <param name="hasProcedures">Whether it has the procedures that ship, and a key of each role.</param>
    /// <param name="settings">Settings of its own, over those of the tests.</param>
    public static async Task<ApiHost> StartAsync(string? connectionString = null, bool hasProcedures = false, JsonObject? settings = null)
    {
        var host = new ApiHost();
        var data = Directory.CreateDirectory(Path.Combine(host._folder, "data")).FullName;
        await File.WriteAllTextAsync(Path.Combine(data, "settings.json"), SettingsOf(connectionString, settings).ToJsonString());
        host.Station = await Station.OpenAsync(new DataFolder(data), Quiet());
        host._log = LogFile.Open(host.Station.Folder, isVerbose: false, _ => null);
        host.Host = ServeHost.Build(host.Station, "http://127.0.0.1:0", host._log);
        if (hasProcedures)
            await host.ShipAsync();
        await host.Host.StartAsync();
        return host;
    }

    /// <summary>Starts it on a new database.</summary>
    public static async Task<ApiHost> StartAsync(string kind, PostgresServer postgres, bool hasProcedures = false, JsonObject? settings = null) =>
        await StartAsync(kind == PostgreSql ? await postgres.CreateDatabaseAsync() : null, hasProcedures, settings);

    /// <summary>A directory with a file of some bytes, to be backed up.</summary>
    public string MakeSource(int bytes = 1000)
    {
        var source = Path.Combine(_folder, "sources", Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(source);
        File.WriteAllBytes(Path.Combine(source, "file"), new byte[bytes]);
        return source;
    }

    /// <summary>Keeps the library for one test: others would have it wait for their volumes.</summary>
    public async Task<IDisposable> TakeTapeAsync()
    {
        await _tape.WaitAsync(TestContext.Current.CancellationToken);
        return new Turn(_tape);
    }

    /// <summary>A program with a key of a role: viewer, operator, editor, admin; null: nobody.</summary>
    public ApiCaller As(string? role) => role is null ? With() : With(("Authorization", "ApiKey " + _keys[role]));

    /// <summary>Somebody who calls, with these headers.</summary>
    public ApiCaller With(params (string Name, string Value)[] headers)
    {
        var client = new HttpClient { BaseAddress = new Uri(Host.Urls.First()), Timeout = TimeSpan.FromMinutes(2) };
        foreach (var (name, value) in headers)
            client.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
        lock (_clients)
            _clients.Add(client);
        return new ApiCaller(client);
    }

    /// <summary>A program with a key of its own.</summary>
    internal async Task<ApiCaller> WithKeyAsync(Role role, bool isEditor = false) => With(("Authorization", "ApiKey " + await KeyAsync(Guid.NewGuid().ToString("N"), role, isEditor)));

    /// <summary>Adds a user.</summary>
    internal Task<User> AddAsync(string name, Role role, bool isEditor = false) =>
        Services.GetRequiredService<UserList>().AddAsync(name, Password, role, isEditor, TestContext.Current.CancellationToken);

    /// <summary>A new user who has signed in.</summary>
    internal async Task<ApiCaller> SignInAsync(string name, Role role, bool isEditor = false)
    {
        await AddAsync(name, role, isEditor);
        return With(("Authorization", "Bearer " + await TokenAsync(name)));
    }

    /// <summary>Signs a user in.</summary>
    public async Task<string> TokenAsync(string name, string password = Password) =>
        (await LogInAsync(name, password)).With(200).Json.GetProperty("access_token").GetString()!;

    /// <summary>Tries to sign a user in.</summary>
    public Task<ApiAnswer> LogInAsync(string name, string password = Password, params (string Name, string Value)[] headers) =>
        With(headers).PostAsync("/api/auth/login", new JsonObject { ["username"] = name, ["password"] = password }.ToJsonString());

    /// <summary>What was audited of something, the first first.</summary>
    internal async Task<IReadOnlyList<AuditEntry>> AuditAsync(string target)
    {
        var (entries, _) = await Services.GetRequiredService<AuditLog>().ListAsync(new AuditQuery { Target = target }, limit: 1000, offset: 0, TestContext.Current.CancellationToken);
        return [.. entries.Reverse()];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            client.Dispose();
        await Host.StopAsync();
        await Host.DisposeAsync();
        await Station.DisposeAsync();
        _log.Dispose();
        _tape.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static JsonObject SettingsOf(string? connectionString, JsonObject? own)
    {
        var settings = new JsonObject
        {
            ["scheduler"] = new JsonObject { ["time_zone"] = "UTC" },
            ["backup"] = new JsonObject { ["block_size"] = "64 KiB", ["buffer"] = "4 MiB" },
            ["server"] = new JsonObject { ["pages"] = false },
        };
        if (connectionString is not null)
            settings["catalog"] = new JsonObject { ["provider"] = "PostgreSql", ["connection_string"] = connectionString };
        foreach (var (name, value) in own ?? [])
            settings[name] = value?.DeepClone();
        return settings;
    }

    private async Task ShipAsync()
    {
        await Engine.PrepareAsync(Services, CancellationToken.None);
        await using var scope = Services.CreateAsyncScope();
        await new ShippedWorkflows(new WorkflowShelf(scope.ServiceProvider), Station.Folder, Quiet(), _log.For("tests")).ImportAsync(needed: null, CancellationToken.None);
        foreach (var role in Enum.GetValues<Role>())
            _keys[Caller.Word(role)] = await KeyAsync(Caller.Word(role), role, isEditor: false);
        _keys[Permissions.Editor] = await KeyAsync(Permissions.Editor, Role.Viewer, isEditor: true);
    }

    private async Task<string> KeyAsync(string name, Role role, bool isEditor) =>
        (await Services.GetRequiredService<KeyRing>().AddAsync(name, role, isEditor, days: 1, "tests", CancellationToken.None)).Secret;

    private static Screen Quiet() => new(isJson: false, isQuiet: true, TextWriter.Null, TextWriter.Null, isLive: false);

    private sealed class Turn(SemaphoreSlim tape) : IDisposable
    {
        public void Dispose() => tape.Release();
    }
}
