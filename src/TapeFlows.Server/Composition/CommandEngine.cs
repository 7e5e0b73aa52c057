using Microsoft.Extensions.DependencyInjection;

namespace TapeFlows.Server.Composition;

/// <summary>The engine as a command works with it, until the command is over.</summary>
/// <param name="host">Has the services. It runs only where the engine works in the background even for a command.</param>
internal sealed class CommandEngine(IHost host) : IAsyncDisposable
{
    /// <summary>The services of the engine, and those that its activities work with.</summary>
    public IServiceProvider Services => host.Services;

    /// <summary>Makes the services of one piece of work.</summary>
    public AsyncServiceScope CreateAsyncScope() => host.Services.CreateAsyncScope();

    /// <summary>Lets what runs in the background come to its end.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.IsCancellationRequested)
            await host.StopAsync();
        if (host is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
        else
            host.Dispose();
    }
}
