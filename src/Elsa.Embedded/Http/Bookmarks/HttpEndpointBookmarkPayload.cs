using System.Text.Json.Serialization;
using Elsa.Extensions;
using Elsa.Workflows.Attributes;

namespace Elsa.Http.Bookmarks;

/// <summary>A request that is waited for: path and method make its fingerprint.</summary>
public record HttpEndpointBookmarkPayload
{
    private readonly string _path = default!;
    private readonly string _method = default!;

    /// <summary>Creates an empty payload.</summary>
    [JsonConstructor]
    public HttpEndpointBookmarkPayload()
    {
    }

    /// <summary>Creates a payload.</summary>
    public HttpEndpointBookmarkPayload(string path, string method, bool? authorize = null, string? policy = null, TimeSpan? requestTimeout = null, long? requestSizeLimit = null)
    {
        Path = path;
        Method = method;
        Authorize = authorize;
        Policy = policy;
        RequestTimeout = requestTimeout;
        RequestSizeLimit = requestSizeLimit;
    }

    /// <summary>The path below the base path: a route template with a leading slash.</summary>
    public string Path
    {
        get => _path;
        init => _path = value.NormalizeRoute();
    }

    /// <summary>The method, in small letters.</summary>
    public string Method
    {
        get => _method;
        init => _method = value.Trim().ToLowerInvariant();
    }

    /// <summary>Whether the sender must be known.</summary>
    [ExcludeFromHash]
    public bool? Authorize { get; set; }

    /// <summary>The policy that the sender must meet.</summary>
    [ExcludeFromHash]
    public string? Policy { get; set; }

    /// <summary>How long the answer may take.</summary>
    [ExcludeFromHash]
    public TimeSpan? RequestTimeout { get; set; }

    /// <summary>The longest body, in bytes.</summary>
    [ExcludeFromHash]
    public long? RequestSizeLimit { get; set; }
}
