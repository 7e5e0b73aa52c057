using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using Elsa.Alterations.Extensions;
using Elsa.Embedded.Tests.Persistence;
using Elsa.Extensions;
using Elsa.Features.Services;
using Elsa.Resilience.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Models;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Elsa.Embedded.Tests.Api;

/// <summary>A web server with the API on a free port of this machine, over a SQLite file of its own, or as one of the nodes of a place that they share.</summary>
internal sealed class ApiHost : WebHost
{
    private readonly TestStorage? _own;

    private ApiHost(TestStorage storage, TestStorage? own, Action<IModule>? configure, Action<IServiceCollection>? register)
        : base(
            services =>
            {
                services.AddAuthentication(Callers.Scheme).AddScheme<AuthenticationSchemeOptions, Callers>(Callers.Scheme, null);
                register?.Invoke(services);
            },
            elsa =>
            {
                storage.Use(elsa);
                elsa.UseScheduling().UseJavaScript().UseCSharp().UseHttp().UseResilience().UseAlterations().UseWorkflowsApi().UseRealTimeWorkflows();
                configure?.Invoke(elsa);
            },
            app =>
            {
                app.Use(ShowFailuresAsync);
                app.UseWorkflowsApi();
                app.UseWorkflowsSignalRHubs();
                app.UseWorkflows();
            }) =>
        _own = own;

    public static async Task<ApiHost> StartAsync(Action<IModule>? configure = null, Action<IServiceCollection>? register = null, TestStorage? shared = null)
    {
        var own = shared is null ? new SqliteTestStorage() : null;
        var host = new ApiHost(shared ?? own!, own, configure, register);
        await host.OpenAsync();
        return host;
    }

    // What a host would log.
    private static async Task ShowFailuresAsync(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            await http.Response.WriteAsync(e.ToString());
        }
    }

    /// <summary>Imports a definition of the test data past the API, and publishes it.</summary>
    public Task<ImportWorkflowResult> ImportAsync(string json) => CallAsync<IWorkflowDefinitionImporter, ImportWorkflowResult>(x => x.ImportAsync(
        new SaveWorkflowDefinitionRequest { Model = Get<IActivitySerializer>().Deserialize<WorkflowDefinitionModel>(json)!, Publish = true }, Token));

    public Task<ApiAnswer> GetAsync(string path, string? permissions = "*") => SendAsync("GET", path, (HttpContent?)null, permissions);

    public Task<ApiAnswer> PostAsync(string path, string? json = "{}", string? permissions = "*") => SendAsync("POST", path, json, permissions);

    public Task<ApiAnswer> SendAsync(string method, string path, string? json = null, string? permissions = "*") =>
        SendAsync(method, path, json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"), permissions);

    /// <summary>Sends a request below the path of the API; without permissions it is nobody who asks.</summary>
    public async Task<ApiAnswer> SendAsync(string method, string path, HttpContent? content, string? permissions)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path.StartsWith("/elsa", StringComparison.Ordinal) ? path : $"/elsa/api/{path}") { Content = content };
        if (permissions is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue(Callers.Scheme, permissions);
        using var response = await Client.SendAsync(request, Token);
        return await ApiAnswer.ReadAsync(response);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_own is not null)
            await _own.DisposeAsync();
    }

    /// <summary>Whoever says so has the permissions that they name, and a name: <c>read:x,exec:y@alice</c> is Alice.</summary>
    internal sealed class Callers(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        public new const string Scheme = "Test";

        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            var text = AuthenticationHeaderValue.TryParse(Request.Headers.Authorization, out var header) && header.Scheme == Scheme ? header.Parameter : Request.Query["access_token"].FirstOrDefault();
            if (text is null)
                return Task.FromResult(AuthenticateResult.NoResult());
            var parts = text.Split('@');
            var claims = parts[0].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(x => new Claim(PermissionNames.ClaimType, x)).Append(new Claim(ClaimTypes.Name, parts.Length > 1 ? parts[1] : "tester"));
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(claims, Scheme)), Scheme)));
        }
    }
}

/// <summary>An answer of the API.</summary>
internal sealed record ApiAnswer(int Status, string? ContentType, IReadOnlyDictionary<string, string> Headers, byte[] Content)
{
    private JsonNode? _json;

    public string Text => Encoding.UTF8.GetString(Content);

    public JsonNode Json => _json ??= ContentType?.EndsWith("json", StringComparison.Ordinal) == true ? JsonNode.Parse(Content)! : throw new InvalidOperationException($"The answer {Status} is no JSON: {Text}");

    /// <summary>The messages of a refusal.</summary>
    public string[] Errors => Json["errors"]!.AsObject().SelectMany(x => x.Value!.AsArray().Select(message => message!.GetValue<string>())).ToArray();

    public static async Task<ApiAnswer> ReadAsync(HttpResponseMessage response) => new(
        (int)response.StatusCode,
        response.Content.Headers.ContentType?.MediaType,
        response.Headers.Concat(response.Content.Headers).ToDictionary(x => x.Key, x => string.Join(", ", x.Value), StringComparer.OrdinalIgnoreCase),
        await response.Content.ReadAsByteArrayAsync(ApiHost.Token));
}
