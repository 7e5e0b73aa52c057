using Elsa.Common.Models;
using Elsa.Http.Bookmarks;
using Elsa.Workflows;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Filters;

namespace Elsa.Http.Routing;

/// <summary>
/// Finds what a request is for. The indexes decide, so every node finds the same however old its routes are. Who names an instance or what it is about means what waits; otherwise a
/// request that starts something does so.
/// </summary>
internal sealed class EndpointLookup(RouteTable table, RouteTableUpdater updater, IHttpWorkflowLookupService workflows, IBookmarkStore bookmarks, IStimulusHasher hasher)
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    public async Task<EndpointMatch> FindAsync(string path, string method, string? correlationId, string? instanceId, CancellationToken cancellationToken)
    {
        await updater.EnsureAsync(cancellationToken);
        var match = await FindAmongAsync(table.Match(path), method, correlationId, instanceId, cancellationToken);
        if (match is EndpointMatch.Nothing && await updater.TryRefreshAsync(cancellationToken))
            match = await FindAmongAsync(table.Match(path), method, correlationId, instanceId, cancellationToken);
        return match;
    }

    private async Task<EndpointMatch> FindAmongAsync(List<RouteMatch> routes, string method, string? correlationId, string? instanceId, CancellationToken cancellationToken)
    {
        var byHash = routes.ToDictionary(x => HashOf(x, method), StringComparer.Ordinal);
        if ((correlationId ?? instanceId) is not null && await FindBookmarkAsync(byHash, correlationId, instanceId, cancellationToken) is { } named)
            return named;
        if (instanceId is null && await FindTriggerAsync(byHash, cancellationToken) is { } start)
            return start;
        if ((correlationId ?? instanceId) is null && await FindBookmarkAsync(byHash, null, null, cancellationToken) is { } waiting)
            return waiting;
        return await FindOtherMethodsAsync(routes, method, cancellationToken);
    }

    private async Task<EndpointMatch?> FindTriggerAsync(Dictionary<string, RouteMatch> byHash, CancellationToken cancellationToken)
    {
        foreach (var (hash, route) in byHash)
        {
            if (await workflows.FindWorkflowAsync(hash, cancellationToken) is not { } found)
                continue;
            if (found.Triggers.Count > 1)
                return new EndpointMatch.Ambiguous($"The workflows {string.Join(", ", found.Triggers.Select(x => $"'{x.WorkflowDefinitionId}'").Distinct(StringComparer.Ordinal))} start by this path and method. Change or retract all but one.");
            if (found.WorkflowGraph is { } graph)
                return new EndpointMatch.Start(graph, found.Triggers.Single(), route);
        }

        return null;
    }

    private async Task<EndpointMatch?> FindBookmarkAsync(Dictionary<string, RouteMatch> byHash, string? correlationId, string? instanceId, CancellationToken cancellationToken)
    {
        foreach (var (hash, route) in byHash)
        {
            // Two are as many as it takes to know that the request does not say enough.
            var filter = new BookmarkFilter { Hash = hash, CorrelationId = correlationId, WorkflowInstanceId = instanceId };
            var found = await bookmarks.FindManyAsync(filter, new PageArgs { Offset = 0, Limit = 2 }, cancellationToken);
            if (found.Items.Count > 1)
                return new EndpointMatch.Ambiguous("More than one workflow instance waits for this request. Name the one that is meant: by the header X-Workflow-Instance-Id or X-Correlation-Id, or by workflowInstanceId or correlationId in the query.");
            if (found.Items.Count == 1)
                return new EndpointMatch.Resume(found.Items.First(), route);
        }

        return null;
    }

    private async Task<EndpointMatch> FindOtherMethodsAsync(List<RouteMatch> routes, string requested, CancellationToken cancellationToken)
    {
        var hashes = routes.SelectMany(route => Methods.Select(method => (Hash: HashOf(route, method), Method: method, route.IsKnown))).ToList();
        var waiting = await bookmarks.FindManyAsync(new BookmarkFilter { Hashes = hashes.ConvertAll(x => x.Hash) }, new PageArgs { Offset = 0, Limit = 100 }, cancellationToken);
        var waitingHashes = waiting.Items.Select(x => x.Hash).ToHashSet(StringComparer.Ordinal);
        var allowed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (hash, method, isKnown) in hashes)
        {
            if (waitingHashes.Contains(hash) || (isKnown && await workflows.FindWorkflowAsync(hash, cancellationToken) is not null))
                allowed.Add(method);
        }

        // Whoever named an instance that does not wait here meant nothing that is here.
        return allowed.Count == 0 || allowed.Contains(requested.ToUpperInvariant()) ? EndpointMatch.Nothing.Instance : new EndpointMatch.OtherMethods(Methods.Where(allowed.Contains).ToList());
    }

    private string HashOf(RouteMatch route, string method) => hasher.Hash(HttpStimulusNames.HttpEndpoint, new HttpEndpointBookmarkPayload(route.Template, method));
}
