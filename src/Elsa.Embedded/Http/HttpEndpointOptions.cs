namespace Elsa.Http;

/// <summary>Which requests are waited for, and who may send them.</summary>
public class HttpEndpointOptions
{
    /// <summary>The path below the base path: a route template such as <c>orders/{id}</c>.</summary>
    public string Path { get; set; } = default!;

    /// <summary>The methods; GET if none is named.</summary>
    public ICollection<string> Methods { get; set; } = new List<string>();

    /// <summary>Whether the sender must be known.</summary>
    public bool Authorize { get; set; }

    /// <summary>The policy that the sender must meet.</summary>
    public string? Policy { get; set; }

    /// <summary>How long the answer may take; null: as long as it takes.</summary>
    public TimeSpan? RequestTimeout { get; set; }

    /// <summary>The longest body, in bytes; null: what the server allows.</summary>
    public long? RequestSizeLimit { get; set; }
}
