using System.Collections.Concurrent;
using System.Reflection;
using Elsa.Embedded.Tests.Persistence;
using Elsa.Extensions;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Dispatch;
using Elsa.Workflows.Runtime.Ledger;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Embedded.Tests.Workflows.Runtime;

/// <summary>A database that fails in the wrong moment, or a call that something else cancels, ends none of the works of a node.</summary>
public sealed class TroubledNodeTests : IAsyncDisposable
{
    private readonly MemoryTestStorage _storage = new();

    public ValueTask DisposeAsync() => _storage.DisposeAsync();

    [Fact]
    public async Task A_node_that_cannot_take_over_at_its_start_does_what_is_dispatched_all_the_same()
    {
        var trouble = new Trouble(nameof(IRuntimeLedger.TakeOverAsync), new IOException("The database is away."));
        await using var node = await StartAsync(trouble);
        await Eventually.TrueAsync(() => trouble.HasCome && trouble.CountOf(nameof(IRuntimeLedger.ClaimAsync)) > 0);
    }

    [Theory]
    [InlineData(nameof(IRuntimeLedger.BeatAsync))]
    [InlineData(nameof(IRuntimeLedger.ClaimAsync))]
    public async Task A_call_that_something_else_cancels_is_made_again(string call)
    {
        var trouble = new Trouble(call, new TaskCanceledException("The server did not answer in time."));
        await using var node = await StartAsync(trouble);
        await Eventually.TrueAsync(() => trouble.HasCome && trouble.CountOf(call) > 2);
    }

    [Fact]
    public async Task The_queue_of_bookmarks_is_looked_at_again_when_something_else_cancels_a_look()
    {
        var processor = new CancelledOnce();
        await using var node = await RuntimeNode.StartAsync(_storage, services: services => services.AddScoped<IBookmarkQueueProcessor>(_ => processor));
        await Eventually.TrueAsync(() =>
        {
            node.Get<BookmarkQueueSignal>().Set();
            return processor.Looks > 2;
        });
    }

    private Task<RuntimeNode> StartAsync(Trouble trouble) => RuntimeNode.StartAsync(_storage, configure: elsa => elsa.UseWorkflowRuntime(runtime =>
    {
        var make = runtime.Ledger;
        runtime.Ledger = services => TroubledLedger.Around(make(services), trouble);
    }));

    private sealed class CancelledOnce : IBookmarkQueueProcessor
    {
        private int _looks;

        public int Looks => Volatile.Read(ref _looks);

        public Task ProcessAsync(CancellationToken cancellationToken = default) =>
            Interlocked.Increment(ref _looks) == 1 ? throw new TaskCanceledException("The server did not answer in time.") : Task.CompletedTask;
    }
}

/// <summary>What goes wrong at the first call of a method, and how often each was called.</summary>
internal sealed class Trouble(string call, Exception failure)
{
    private readonly ConcurrentDictionary<string, int> _calls = new(StringComparer.Ordinal);

    public bool HasCome => CountOf(call) > 0;

    public int CountOf(string name) => _calls.GetValueOrDefault(name);

    public void Pass(string name)
    {
        if (_calls.AddOrUpdate(name, 1, (_, count) => count + 1) == 1 && name == call)
            throw failure;
    }
}

/// <summary>The ledger of a node in trouble.</summary>
internal class TroubledLedger : DispatchProxy
{
    private IRuntimeLedger? _inner;
    private Trouble? _trouble;

    public static IRuntimeLedger Around(IRuntimeLedger inner, Trouble trouble)
    {
        var ledger = Create<IRuntimeLedger, TroubledLedger>();
        (((TroubledLedger)(object)ledger)._inner, ((TroubledLedger)(object)ledger)._trouble) = (inner, trouble);
        return ledger;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        _trouble!.Pass(targetMethod!.Name);
        return targetMethod.Invoke(_inner, args);
    }
}
