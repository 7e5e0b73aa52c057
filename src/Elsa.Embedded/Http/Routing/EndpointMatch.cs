using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime.Entities;

namespace Elsa.Http.Routing;

/// <summary>What a request is for.</summary>
internal abstract record EndpointMatch
{
    /// <summary>It starts a workflow.</summary>
    public sealed record Start(WorkflowGraph Graph, StoredTrigger Trigger, RouteMatch Route) : EndpointMatch;

    /// <summary>It is what an instance waits for.</summary>
    public sealed record Resume(StoredBookmark Bookmark, RouteMatch Route) : EndpointMatch;

    /// <summary>More than one claims it, and nothing in the request says who is meant.</summary>
    public sealed record Ambiguous(string Detail) : EndpointMatch;

    /// <summary>Somebody waits at the path, but for other methods.</summary>
    public sealed record OtherMethods(IReadOnlyList<string> Allowed) : EndpointMatch;

    /// <summary>Nobody waits at the path.</summary>
    public sealed record Nothing : EndpointMatch
    {
        public static Nothing Instance { get; } = new();
    }
}
