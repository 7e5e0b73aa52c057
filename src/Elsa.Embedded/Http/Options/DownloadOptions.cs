using System.Net.Http.Headers;

namespace Elsa.Http.Options;

/// <summary>What the receiver of a file asked for.</summary>
public class DownloadableOptions
{
    /// <summary>The state that the receiver has.</summary>
    public EntityTagHeaderValue? ETag { get; set; }

    /// <summary>The part that it wants.</summary>
    public RangeHeaderValue? Range { get; set; }
}

/// <summary>What to ask the server of a file for.</summary>
public class FileDownloadOptions
{
    /// <summary>The state that we have.</summary>
    public EntityTagHeaderValue? ETag { get; set; }

    /// <summary>The part that we want.</summary>
    public RangeHeaderValue? Range { get; set; }
}
