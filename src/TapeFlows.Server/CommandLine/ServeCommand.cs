using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using TapeFlows.Server.Access.Users;
using TapeFlows.Server.Composition;
using TapeFlows.Server.Data;
using TapeFlows.Server.Hosting;
using TapeFlows.Server.Procedures;

namespace TapeFlows.Server.CommandLine;

/// <summary><c>tapeflows serve</c></summary>
internal static class ServeCommand
{
    /// <summary>What the one server of a data folder holds in it.</summary>
    public const string LockFile = "serve.lock";

    private const string DefaultUrl = "http://127.0.0.1:5080";

    // A server that is being stopped may still be at its last step.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Command Create(GlobalOptions globals)
    {
        var urls = new Option<string>("--urls")
        {
            Description = "Where to listen; several are separated by semicolons.",
            HelpName = "URLS",
            DefaultValueFactory = _ => DefaultUrl,
        };
        urls.Validators.Add(result =>
        {
            foreach (var url in (result.Tokens.Count == 0 ? DefaultUrl : result.Tokens[0].Value).Split(';'))
            {
                // "http://*:5080" and "http://+:5080" are Kestrel's words for any address.
                if (!Uri.TryCreate(url.Replace("//*", "//0.0.0.0", StringComparison.Ordinal).Replace("//+", "//0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var address)
                    || address.Scheme is not ("http" or "https"))
                    result.AddError($"--urls '{url}' is not an address to listen on: write for example {DefaultUrl}.");
            }
        });
        var command = new Command("serve", "Run the engine: timers, HTTP endpoints of workflows below /workflows, what waits; and /health.");
        command.Options.Add(urls);
        command.Does(globals, async (context, cancellationToken) =>
        {
            await using var station = await context.OpenAsync(cancellationToken);
            using var only = await TakeTurnAsync(station.Folder, cancellationToken);
            await using var name = await NodeClaim.TakeAsync(station, cancellationToken);
            await using var host = ServeHost.Build(station, context.Get(urls)!, context.Log);
            await PrepareAsync(host.Services, station, context, cancellationToken);
            await host.StartAsync(cancellationToken);
            foreach (var open in host.Urls.Where(Listening.IsInTheClear))
                context.Screen.Warn($"{open} has no TLS: whoever is on the way there can read passwords and tokens. Listen on https with server.certificate, or on 127.0.0.1 behind a proxy that has it.");
            context.Screen.Tell($"Serving on {string.Join(' ', host.Urls)} (data folder {station.Folder.Path}). Ctrl-C stops.");
            await host.WaitForShutdownAsync(cancellationToken);
            return ExitCode.Ok;
        });
        return command;
    }

    // Two servers on one data folder would each think that the clock and the drives are theirs.
    private static async Task<IDisposable> TakeTurnAsync(DataFolder folder, CancellationToken cancellationToken)
    {
        try
        {
            return await FolderLock.TakeAsync(folder.In(LockFile), Patience, cancellationToken);
        }
        catch (IOException e)
        {
            throw new IOException($"Another 'tapeflows serve' works with the data folder {folder.Path}. Stop it first, or choose another folder with --data DIR.", e);
        }
    }

    // Before the engine takes up what was left: a run whose process was killed is settled, not continued.
    private static async Task PrepareAsync(IServiceProvider services, Station station, CommandContext context, CancellationToken cancellationToken)
    {
        await new FirstAdmin(services.GetRequiredService<UserList>(), station.Folder, context.Screen).EnsureAsync(Environment.GetEnvironmentVariable, cancellationToken);
        await Engine.PrepareAsync(services, cancellationToken);
        await using var scope = services.CreateAsyncScope();
        await new InterruptedRuns(services, station.Folder, context.Screen, station.Clock).SettleAsync(cancellationToken);
        var log = context.Log.For(typeof(ShippedWorkflows).FullName!);
        await new ShippedWorkflows(new WorkflowShelf(scope.ServiceProvider), station.Folder, context.Screen, log).ImportAsync(needed: null, cancellationToken);
    }
}
