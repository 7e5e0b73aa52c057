using Microsoft.Extensions.DependencyInjection;
using TapeFlows.Server.Composition;
using TapeFlows.Server.Data;
using TapeFlows.Server.Hosting;
using TapeFlows.Server.Output;

namespace TapeFlows.Server.Procedures;

/// <summary>The engine's store, opened for a command that looks at definitions or changes them; what ships with the product is in it.</summary>
internal sealed class WorkflowDesk : IAsyncDisposable
{
    private readonly CommandEngine _engine;
    private readonly AsyncServiceScope _scope;

    private WorkflowDesk(CommandEngine engine, AsyncServiceScope scope, WorkflowShelf shelf, ShippedWorkflows shipped)
    {
        _engine = engine;
        _scope = scope;
        Shelf = shelf;
        Shipped = shipped;
    }

    public WorkflowShelf Shelf { get; }

    public ShippedWorkflows Shipped { get; }

    /// <summary>Opens it.</summary>
    public static async Task<WorkflowDesk> OpenAsync(Station station, Screen screen, LogFile log, CancellationToken cancellationToken)
    {
        var engine = await Engine.StartAsync(station, log, screen.Error);
        var scope = engine.CreateAsyncScope();
        var shelf = new WorkflowShelf(scope.ServiceProvider);
        var desk = new WorkflowDesk(engine, scope, shelf, new ShippedWorkflows(shelf, station.Folder, screen, log.For(typeof(ShippedWorkflows).FullName!)));
        try
        {
            await desk.Shipped.ImportAsync(needed: null, cancellationToken);
            return desk;
        }
        catch
        {
            await desk.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _scope.DisposeAsync();
        await _engine.DisposeAsync();
    }
}
