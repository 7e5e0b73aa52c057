using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using TapeFlows.Server.Access.Keys;
using TapeFlows.Server.Access.Users;
using TapeFlows.Server.Data;
using TapeFlows.Server.Hosting;
using TapeFlows.Server.Output;
using TapeFlows.Server.Tests.Api;
using TapeFlows.Testing;

namespace TapeFlows.Server.Tests.Access;

/// <summary>The whole host of <c>tapeflows serve</c> over real HTTP, in a data folder of its own.</summary>
public sealed class AccessServer : IAsyncDisposable
{
    public const string Sqlite = "SQLite";
    public const string PostgreSql = "PostgreSQL";

    /// <summary>The password of every user of the tests.</summary>
    public const string Password = "correct horse battery";

    private readonly string _folder = Directory.CreateTempSubdirectory("tapeflows-access-").FullName;
    private readonly List<HttpClient> _clients = [];
    private LogFile _log = null!;

    private AccessServer()
    {
    }

    internal Station Station { get; private set; } = null!;

    public WebApplication Host { get; private set; } = null!;

    public IServiceProvider Services => Host.Services;

    /// <summary>Starts it.</summary>
    /// <param name="connectionString">Of a PostgreSQL database; null: SQLite.</param>
    public static async Task<AccessServer> StartAsync(string? connectionString = null)
    {
        var server = new AccessServer();
        var settings = new JsonObject { ["server"] = new JsonObject { ["pages"] = false } };
        if (connectionString is not null)
            settings["catalog"] = new JsonObject { ["provider"] = "PostgreSql", ["connection_string"] = connectionString };
        File.WriteAllText(Path.Combine(server._folder, "settings.json"), settings.ToJsonString());
        server.Station = await Station.OpenAsync(new DataFolder(server._folder), new Screen(isJson: false, isQuiet: true, TextWriter.Null, TextWriter.Null, isLive: false));
        server._log = LogFile.Open(server.Station.Folder, isVerbose: false, _ => null);
        server.Host = ServeHost.Build(server.Station, "http://127.0.0.1:0", server._log);
        await server.Host.StartAsync();
        return server;
    }

    /// <summary>Starts it on a new database.</summary>
    public static async Task<AccessServer> StartAsync(string kind, PostgresServer postgres) => await StartAsync(kind == PostgreSql ? await postgres.CreateDatabaseAsync() : null);

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

    /// <summary>Adds a user.</summary>
    internal Task<User> AddAsync(string name, Role role, bool isEditor = false) =>
        Services.GetRequiredService<UserList>().AddAsync(name, Password, role, isEditor, TestContext.Current.CancellationToken);

    /// <summary>A program with a key.</summary>
    internal async Task<ApiCaller> WithKeyAsync(Role role, bool isEditor = false)
    {
        var (_, secret) = await Services.GetRequiredService<KeyRing>().AddAsync(
            Guid.NewGuid().ToString("N"), role, isEditor, days: 1, "tests", TestContext.Current.CancellationToken);
        return With(("Authorization", "ApiKey " + secret));
    }

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
    public Task<ApiAnswer> LogInAsync(string name, string password = Password) =>
        With().PostAsync("/api/auth/login", new JsonObject { ["username"] = name, ["password"] = password }.ToJsonString());

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            client.Dispose();
        await Host.StopAsync();
        await Host.DisposeAsync();
        await Station.DisposeAsync();
        _log.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
