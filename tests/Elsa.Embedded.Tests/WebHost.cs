using Elsa.Extensions;
using Elsa.Features.Services;
using Elsa.Workflows;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Elsa.Embedded.Tests;

/// <summary>A web server with an engine, on a free port of this machine.</summary>
internal abstract class WebHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly StringWriter _console = new();

    /// <param name="register">Adds services before the engine's.</param>
    /// <param name="configure">Puts the engine together.</param>
    /// <param name="use">Says what answers requests.</param>
    protected WebHost(Action<IServiceCollection>? register, Action<IModule> configure, Action<WebApplication> use)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        register?.Invoke(builder.Services);
        builder.Services.AddElsa(elsa =>
        {
            elsa.UseWorkflows(x => x.WithStandardOutStreamProvider(_ => new StandardOutStreamProvider(_console)));
            configure(elsa);
        });
        _app = builder.Build();
        use(_app);
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public HttpClient Client { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    /// <summary>What workflows wrote.</summary>
    public string[] Lines => _console.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>Calls a service of a scope.</summary>
    public async Task<TResult> CallAsync<T, TResult>(Func<T, Task<TResult>> call) where T : notnull
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return await call(scope.ServiceProvider.GetRequiredService<T>());
    }

    public virtual async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync(CancellationToken.None).Within("the stop of the web server");
        await _app.DisposeAsync();
    }

    /// <summary>Starts it.</summary>
    protected async Task OpenAsync()
    {
        await _app.StartAsync(Token);
        Client.BaseAddress = new Uri(Get<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }
}
