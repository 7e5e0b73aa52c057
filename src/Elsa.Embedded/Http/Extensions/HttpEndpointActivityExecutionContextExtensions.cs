using Elsa.Expressions.Models;
using Elsa.Http.Bookmarks;
using Elsa.Http.Routing;
using Elsa.Workflows;
using Elsa.Workflows.Models;

namespace Elsa.Http.Extensions;

/// <summary>Waits for requests, in activities of one's own.</summary>
public static class HttpEndpointActivityExecutionContextExtensions
{
    /// <summary>What a trigger waits for: one payload for each method.</summary>
    public static IEnumerable<object> GetHttpEndpointStimuli(this TriggerIndexingContext context, string path, string method) => context.GetHttpEndpointStimuli(path, [method]);

    /// <summary>What a trigger waits for: one payload for each method.</summary>
    public static IEnumerable<object> GetHttpEndpointStimuli(this TriggerIndexingContext context, string path, IEnumerable<string> methods) =>
        context.GetHttpEndpointStimuli(new HttpEndpointOptions { Path = path, Methods = methods.ToList() });

    /// <summary>What a trigger waits for: one payload for each method.</summary>
    public static IEnumerable<object> GetHttpEndpointStimuli(this TriggerIndexingContext context, HttpEndpointOptions options)
    {
        context.TriggerName = HttpStimulusNames.HttpEndpoint;
        return context.ExpressionExecutionContext.GetHttpEndpointStimuli(options);
    }

    /// <summary>What is waited for: one payload for each method.</summary>
    public static IEnumerable<object> GetHttpEndpointStimuli(this ExpressionExecutionContext context, HttpEndpointOptions options) =>
        (options.Methods is { Count: > 0 } methods ? methods : ["GET"])
        .Select(x => x.Trim())
        .Distinct(StringComparer.OrdinalIgnoreCase)
        .Select(x => new HttpEndpointBookmarkPayload(options.Path, x, options.Authorize, options.Policy, options.RequestTimeout, options.RequestSizeLimit))
        .ToList();

    /// <summary>Makes the activity wait for a request; the callback must be a method of the activity.</summary>
    public static ValueTask WaitForHttpRequestAsync(this ActivityExecutionContext context, string path, string method, ExecuteActivityDelegate? callback = null, string? bookmarkName = null) =>
        context.WaitForHttpRequestAsync(path, [method], callback, bookmarkName);

    /// <summary>Makes the activity wait for a request; the callback must be a method of the activity.</summary>
    public static ValueTask WaitForHttpRequestAsync(this ActivityExecutionContext context, string path, IEnumerable<string> methods, ExecuteActivityDelegate? callback = null, string? bookmarkName = null) =>
        context.WaitForHttpRequestAsync(new HttpEndpointOptions { Path = path, Methods = methods.ToList() }, callback, bookmarkName);

    /// <summary>Makes the activity wait for a request; the callback must be a method of the activity. A name of one's own takes the bookmark out of the reach of requests.</summary>
    public static ValueTask WaitForHttpRequestAsync(this ActivityExecutionContext context, HttpEndpointOptions options, ExecuteActivityDelegate? callback = null, string? bookmarkName = null) =>
        WaitAsync(context, options, callback, bookmarkName, metadata: null);

    internal static async ValueTask WaitAsync(ActivityExecutionContext context, HttpEndpointOptions options, ExecuteActivityDelegate? callback, string? bookmarkName, IDictionary<string, string>? metadata)
    {
        await context.GetRequiredService<RouteTemplates>().KeepAsync(options.Path, context.CancellationToken);
        foreach (var stimulus in context.ExpressionExecutionContext.GetHttpEndpointStimuli(options))
        {
            context.CreateBookmark(new CreateBookmarkArgs
            {
                BookmarkName = bookmarkName ?? HttpStimulusNames.HttpEndpoint,
                Stimulus = stimulus,
                Callback = callback,
                Metadata = metadata,
            });
        }
    }
}
