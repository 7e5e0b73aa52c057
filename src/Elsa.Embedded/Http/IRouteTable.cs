using Elsa.Workflows;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime.Entities;

namespace Elsa.Http;

/// <summary>The route templates that requests are compared with.</summary>
public interface IRouteTable : IEnumerable<HttpRouteData>
{
    /// <summary>Adds a route, if it is not there.</summary>
    void Add(string route);

    /// <summary>Adds a route, if it is not there.</summary>
    void Add(HttpRouteData httpRouteData);

    /// <summary>Adds routes.</summary>
    void AddRange(IEnumerable<string> routes);

    /// <summary>Removes a route, if it is there.</summary>
    void Remove(string route);

    /// <summary>Removes routes.</summary>
    void RemoveRange(IEnumerable<string> routes);
}

/// <summary>Keeps the routes in step with the indexes of triggers and bookmarks.</summary>
public interface IRouteTableUpdater
{
    /// <summary>Reads the routes anew.</summary>
    Task UpdateAsync(CancellationToken cancellationToken = default);

    /// <summary>Adds the routes of triggers.</summary>
    Task AddRoutesAsync(IEnumerable<StoredTrigger> triggers, CancellationToken cancellationToken = default);

    /// <summary>Adds the routes of bookmarks.</summary>
    Task AddRoutesAsync(IEnumerable<StoredBookmark> bookmarks, CancellationToken cancellationToken = default);

    /// <summary>Adds the routes of bookmarks.</summary>
    Task AddRoutesAsync(IEnumerable<Bookmark> bookmarks, WorkflowExecutionContext workflowExecutionContext, CancellationToken cancellationToken = default);

    /// <summary>Removes the routes of triggers where nobody else needs them.</summary>
    void RemoveRoutes(IEnumerable<StoredTrigger> triggers);

    /// <summary>Removes the routes of bookmarks where nobody else needs them.</summary>
    void RemoveRoutes(IEnumerable<Bookmark> bookmarks);
}
