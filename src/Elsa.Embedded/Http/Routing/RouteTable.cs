using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using Elsa.Extensions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Elsa.Http.Routing;

/// <summary>A template that fits a path.</summary>
/// <param name="Template">The template.</param>
/// <param name="Values">The values of its parameters.</param>
/// <param name="IsKnown">Whether somebody announced it; otherwise it is only the path itself.</param>
internal sealed record RouteMatch(string Template, RouteValueDictionary Values, bool IsKnown = true);

/// <summary>
/// The templates that requests are compared with, by their first segment. It only suggests: whether somebody waits at a template is for the indexes of triggers and bookmarks to
/// say, so a template too many does no harm.
/// </summary>
internal sealed class RouteTable(IInlineConstraintResolver constraints, ILogger<RouteTable> logger) : IRouteTable
{
    private const string Anything = "";
    private volatile ConcurrentDictionary<string, ImmutableArray<RouteTemplate>> _buckets = NewBuckets();

    public void Add(string route) => Add(_buckets, route);

    public void Add(HttpRouteData httpRouteData) => Add(httpRouteData.Route);

    public void AddRange(IEnumerable<string> routes)
    {
        foreach (var route in routes)
            Add(route);
    }

    public void Remove(string route)
    {
        route = route.NormalizeRoute();
        foreach (var key in _buckets.Keys)
            _buckets.AddOrUpdate(key, [], (_, templates) => templates.RemoveAll(x => string.Equals(x.Text, route, StringComparison.Ordinal)));
    }

    public void RemoveRange(IEnumerable<string> routes)
    {
        foreach (var route in routes)
            Remove(route);
    }

    /// <summary>Puts other routes in the place of all that there are.</summary>
    public void Reset(IEnumerable<string> routes)
    {
        var buckets = NewBuckets();
        foreach (var route in routes)
            Add(buckets, route);
        _buckets = buckets;
    }

    /// <summary>The templates that fit a path, the most specific first; the path itself is always among them.</summary>
    public List<RouteMatch> Match(string path)
    {
        path = path.NormalizeRoute();
        var end = path.IndexOf('/', 1);
        var first = end < 0 ? path[1..] : path[1..end];
        var buckets = _buckets;
        var matches = Candidates(buckets, first)
            .Select(x => (Template: x, Values: x.Match(path)))
            .Where(x => x.Values is not null)
            .OrderBy(x => x.Template.Precedence)
            .Select(x => new RouteMatch(x.Template.Text, x.Values!))
            .ToList();
        if (!matches.Exists(x => string.Equals(x.Template, path, StringComparison.Ordinal)) && !RouteTemplate.HasParameters(path))
            matches.Insert(0, new RouteMatch(path, [], IsKnown: false));
        return matches;
    }

    public IEnumerator<HttpRouteData> GetEnumerator() => _buckets.Values.SelectMany(x => x).Select(x => new HttpRouteData(x.Text)).ToList().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static ConcurrentDictionary<string, ImmutableArray<RouteTemplate>> NewBuckets() => new(StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<RouteTemplate> Candidates(ConcurrentDictionary<string, ImmutableArray<RouteTemplate>> buckets, string first)
    {
        IEnumerable<RouteTemplate> open = buckets.TryGetValue(Anything, out var templates) ? templates : [];
        return first != Anything && buckets.TryGetValue(first, out var named) ? named.Concat(open) : open;
    }

    private void Add(ConcurrentDictionary<string, ImmutableArray<RouteTemplate>> buckets, string route)
    {
        RouteTemplate template;
        try
        {
            template = RouteTemplate.Parse(route.NormalizeRoute(), constraints);
        }
        catch (FormatException e)
        {
            // Publishing refuses such paths; one that got in all the same must not close the others.
            logger.LogWarning("A route is left out: {Problem}", e.Message);
            return;
        }

        buckets.AddOrUpdate(
            template.FirstSegment ?? Anything,
            [template],
            (_, templates) => templates.Any(x => string.Equals(x.Text, template.Text, StringComparison.Ordinal)) ? templates : templates.Add(template));
    }
}
