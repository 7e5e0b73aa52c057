using Microsoft.Extensions.DependencyInjection;
using TapeFlows.Backup;
using TapeFlows.Catalog;
using TapeFlows.Operations.Host;
using TapeFlows.Operations.Inbox;
using TapeFlows.Tape.Changers;

namespace TapeFlows.Operations.Tests;

/// <summary>A node with a catalog and a library, as tests of real work use it.</summary>
/// <typeparam name="TLibrary">The kind of library.</typeparam>
internal sealed class House<TLibrary> : IAsyncDisposable
    where TLibrary : ITapeLibrary
{
    private readonly CatalogDatabase _catalog;
    private readonly OperationsNode _node;
    private int _count;

    private House(CatalogDatabase catalog, TLibrary library, OperationsNode node) => (_catalog, Library, _node) = (catalog, library, node);

    public ICatalog Catalog => _catalog;

    public TLibrary Library { get; }

    public IOperations Operations => _node.Operations;

    public IInbox Inbox => _node.Services.GetRequiredService<IInbox>();

    public IServiceProvider Services => _node.Services;

    /// <param name="options">Of its operations.</param>
    /// <param name="library">What it works with; disposed with the house.</param>
    /// <param name="spool">The folder for what is not on tape yet; <see langword="null"/>: the system's.</param>
    /// <param name="isPersistent">Whether the queue is in the database.</param>
    public static async Task<House<TLibrary>> StartAsync(OperationsOptions options, TLibrary library, string? spool = null, bool isPersistent = true)
    {
        var catalog = await CatalogDatabase.OpenAsync(options.Database, TimeProvider.System);
        var site = Nodes.Site(catalog, library);
        return new House<TLibrary>(catalog, library, await new OperationsNode(options, spool is null ? site : site with { SpoolFolder = spool }, isPersistent).StartAsync());
    }

    public async Task<Guid> EnqueueAsync<T>(OperationKind kind, T request, string run = "run") =>
        (await Operations.EnqueueAsync(new OperationRequest { Key = $"{kind} {run} {++_count} {Guid.NewGuid():N}", Kind = kind, Run = run, Data = OperationJson.Text(request) })).Id;

    /// <summary>Enqueues an operation and waits for its end.</summary>
    public async Task<(Operation Operation, string? Result)> EndAsync<T>(OperationKind kind, T request, string run = "run")
    {
        var ended = await Operations.EndOfAsync(await EnqueueAsync(kind, request, run));
        return (ended, ended.Result);
    }

    /// <summary>Enqueues an operation that succeeds, and waits for its result.</summary>
    public async Task<TResult> RunAsync<TResult>(OperationKind kind, object request, string run = "run")
    {
        var (operation, result) = await EndAsync(kind, request, run);
        Assert.True(operation.State == OperationState.Succeeded, operation.Problem);
        return System.Text.Json.JsonSerializer.Deserialize<TResult>(result!, OperationJson.Options)!;
    }

    public async Task<InboxEntry?> FindOpenAsync() => (await Inbox.ListAsync(new InboxQuery { Kind = InboxKind.MountRequest, IsOpen = true })).Entries.FirstOrDefault();

    public async Task<InboxEntry> OpenEntryAsync()
    {
        InboxEntry? entry = null;
        await Eventually.TrueAsync(async () => (entry = await FindOpenAsync()) is not null, "the request stands in the inbox");
        return entry!;
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        await _catalog.DisposeAsync();
        Library.Dispose();
    }
}
