using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TapeFlows.Server.Access;
using TapeFlows.Server.Access.Users;
using TapeFlows.Server.Api;
using TapeFlows.Server.Composition;
using TapeFlows.Server.Data;
using TapeFlows.Server.Hosting;
using TapeFlows.Server.Output;
using TapeFlows.Server.Procedures;
using TapeFlows.Testing;

namespace TapeFlows.Server.Tests.Api;

/// <summary>The API over real HTTP, on a data folder and a database of its own, with callers of every role.</summary>
public sealed class ApiHost : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tapeflows-api-").FullName;
    private readonly List<HttpClient> _clients = [];
    private readonly SemaphoreSlim _tape = new(1);
    private LogFile _log = null!;

    private ApiHost()
    {
    }

    internal Station Station { get; private set; } = null!;

    public WebApplication Host { get; private set; } = null!;

    /// <summary>What was audited.</summary>
    internal AuditNotes Audit { get; } = new();

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

    /// <summary>A caller of a role: viewer, operator, editor, admin; null: nobody.</summary>
    public ApiCaller As(string? role)
    {
        var client = new HttpClient { BaseAddress = new Uri(Host.Urls.First()), Timeout = TimeSpan.FromMinutes(2) };
        if (role is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(RoleScheme.Name, role);
        lock (_clients)
            _clients.Add(client);
        return new ApiCaller(client);
    }

    public static async Task<ApiHost> StartAsync(string kind, PostgresServer postgres)
    {
        var host = new ApiHost();
        var settings = new JsonObject { ["scheduler"] = new JsonObject { ["time_zone"] = "UTC" }, ["backup"] = new JsonObject { ["block_size"] = "64 KiB", ["buffer"] = "4 MiB" } };
        if (kind == "PostgreSQL")
            settings["catalog"] = new JsonObject { ["provider"] = "PostgreSql", ["connection_string"] = await postgres.CreateDatabaseAsync() };
        var data = Directory.CreateDirectory(Path.Combine(host._folder, "data")).FullName;
        File.WriteAllText(Path.Combine(data, "settings.json"), settings.ToJsonString());
        host.Station = await Station.OpenAsync(new DataFolder(data), Quiet());
        host._log = LogFile.Open(host.Station.Folder, isVerbose: false, _ => null);
        host.Host = host.Build();
        await Engine.PrepareAsync(host.Host.Services, CancellationToken.None);
        await using (var scope = host.Host.Services.CreateAsyncScope())
            await new ShippedWorkflows(new WorkflowShelf(scope.ServiceProvider), host.Station.Folder, Quiet(), host._log.For("tests")).ImportAsync(needed: null, CancellationToken.None);
        await host.Host.StartAsync();
        return host;
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddEngine(Station.Settings.Engine);
        _log.AddTo(builder.Logging);
        builder.Services.AddSingleton(Station);
        builder.Services.AddProcedures(Station, ServedNode.Of(Station.Settings, "http://127.0.0.1:0"));
        builder.Services.AddTapeWork(Station);
        builder.Services.AddAccess(Station);
        builder.Services.AddSingleton<IAuditLog>(Audit);
        builder.Services.AddAuthentication(RoleScheme.Name).AddScheme<AuthenticationSchemeOptions, RoleScheme>(RoleScheme.Name, configureOptions: null);
        builder.Services.AddHealthChecks().AddCheck<CatalogHealth>("catalog");
        builder.Services.AddApi();
        var host = builder.Build();
        host.MapApi();
        return host;
    }

    private static Screen Quiet() => new(isJson: false, isQuiet: true, TextWriter.Null, TextWriter.Null, isLive: false);

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

    private sealed class Turn(SemaphoreSlim tape) : IDisposable
    {
        public void Dispose() => tape.Release();
    }

    /// <summary>Takes the role at its word.</summary>
    private sealed class RoleScheme(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        public const string Name = "Role";

        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (!AuthenticationHeaderValue.TryParse(Request.Headers.Authorization, out var header) || header.Scheme != Name)
                return Task.FromResult(AuthenticateResult.NoResult());
            var role = header.Parameter == Permissions.Editor ? Role.Viewer : Enum.Parse<Role>(header.Parameter!, ignoreCase: true);
            var caller = Caller.Create(Guid.Empty, header.Parameter!, role, header.Parameter == Permissions.Editor, Name);
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(caller, Name)));
        }
    }
}

/// <summary>Keeps what was audited.</summary>
internal sealed class AuditNotes : IAuditLog
{
    private readonly List<(string Who, string Action, string Target, object? Before, object? After)> _entries = [];

    public IReadOnlyList<(string Who, string Action, string Target, object? Before, object? After)> Entries
    {
        get
        {
            lock (_entries)
                return [.. _entries];
        }
    }

    public Task WriteAsync(ClaimsPrincipal who, string action, string target, object? before, object? after, CancellationToken cancellationToken)
    {
        lock (_entries)
            _entries.Add((who.Identity!.Name!, action, target, before, after));
        return Task.CompletedTask;
    }
}
