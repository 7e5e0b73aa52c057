using Elsa.Expressions.Helpers;
using Elsa.Http.Bookmarks;
using Elsa.Workflows;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Filters;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Http.Routing;

/// <summary>
/// Reads the routes when the first request comes, again when a path is not known, and from time to time, since other nodes add routes too. What this node adds is known at once.
/// </summary>
internal sealed class RouteTableUpdater(RouteTable table, RouteTemplates templates, IServiceScopeFactory scopes, TimeProvider time) : IRouteTableUpdater, IDisposable
{
    /// <summary>How old the routes may be as long as a request finds one.</summary>
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(10);

    /// <summary>How often requests for unknown paths may have them read.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private const long Never = -1;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private long _readAt = Never;

    /// <summary>Reads the routes if they are stale.</summary>
    public Task EnsureAsync(CancellationToken cancellationToken) => ReadIfOlderAsync(Stale, cancellationToken);

    /// <summary>Reads the routes unless that was just done; whether it did.</summary>
    public Task<bool> TryRefreshAsync(CancellationToken cancellationToken) => ReadIfOlderAsync(Fresh, cancellationToken);

    public async Task UpdateAsync(CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await ReadAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public Task AddRoutesAsync(IEnumerable<StoredTrigger> triggers, CancellationToken cancellationToken = default)
    {
        table.AddRange(triggers.Where(x => x.Name == HttpStimulusNames.HttpEndpoint).Select(x => PathOf(x.Payload)).OfType<string>());
        return Task.CompletedTask;
    }

    public Task AddRoutesAsync(IEnumerable<StoredBookmark> bookmarks, CancellationToken cancellationToken = default) =>
        AddAsync(bookmarks.Where(x => x.Name == HttpStimulusNames.HttpEndpoint).Select(x => x.Payload), cancellationToken);

    public Task AddRoutesAsync(IEnumerable<Bookmark> bookmarks, WorkflowExecutionContext workflowExecutionContext, CancellationToken cancellationToken = default) =>
        AddAsync(bookmarks.Where(x => x.Name == HttpStimulusNames.HttpEndpoint).Select(x => x.Payload), cancellationToken);

    // Another trigger or bookmark may wait at the same template, so routes only go when all are read.
    public void RemoveRoutes(IEnumerable<StoredTrigger> triggers)
    {
    }

    public void RemoveRoutes(IEnumerable<Bookmark> bookmarks)
    {
    }

    public void Dispose() => _turn.Dispose();

    private static string? PathOf(object? payload) => payload.ConvertTo<HttpEndpointBookmarkPayload>()?.Path;

    private async Task AddAsync(IEnumerable<object?> payloads, CancellationToken cancellationToken)
    {
        foreach (var path in payloads.Select(PathOf).OfType<string>().Where(RouteTemplate.HasParameters).Distinct(StringComparer.Ordinal))
        {
            await templates.KeepAsync(path, cancellationToken);
            table.Add(path);
        }
    }

    private async Task<bool> ReadIfOlderAsync(TimeSpan age, CancellationToken cancellationToken)
    {
        if (!IsOlder(age))
            return false;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (!IsOlder(age))
                return true;
            await ReadAsync(cancellationToken);
            return true;
        }
        finally
        {
            _turn.Release();
        }
    }

    private bool IsOlder(TimeSpan age) => Volatile.Read(ref _readAt) is var readAt && (readAt == Never || time.GetElapsedTime(readAt) > age);

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var startedAt = time.GetTimestamp();
        await using var scope = scopes.CreateAsyncScope();
        var triggers = await scope.ServiceProvider.GetRequiredService<ITriggerStore>().FindManyAsync(new TriggerFilter { Name = HttpStimulusNames.HttpEndpoint }, cancellationToken);
        var waited = await templates.ReadAsync(cancellationToken);
        table.Reset(triggers.Select(x => PathOf(x.Payload)).OfType<string>().Concat(waited).Distinct(StringComparer.Ordinal));
        Volatile.Write(ref _readAt, startedAt);
    }
}
