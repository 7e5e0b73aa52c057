using Microsoft.AspNetCore.Http;

namespace Elsa.Http.Options;

/// <summary>Where workflows are reached.</summary>
public class HttpActivityOptions
{
    /// <summary>The address of this host as senders see it.</summary>
    public Uri BaseUrl { get; set; } = new("http://localhost");

    /// <summary>The path below which all endpoints are.</summary>
    public PathString? BasePath { get; set; } = "/workflows";

    /// <summary>The types of bodies that editors offer besides those that a factory names.</summary>
    public ISet<string> AvailableContentTypes { get; set; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether an answer is complete for its receiver as soon as the activity has written it; otherwise when the burst ends.</summary>
    public bool WriteHttpResponseSynchronously { get; set; }
}

/// <summary>Where archives are kept that their receivers may fetch in pieces.</summary>
public class HttpFileCacheOptions
{
    /// <summary>The directory; it is created.</summary>
    public string LocalCacheDirectory { get; set; } = Path.Combine(Path.GetTempPath(), "elsa-http-files");

    /// <summary>How long an archive is kept.</summary>
    public TimeSpan TimeToLive { get; set; } = TimeSpan.FromDays(7);
}
