using Elsa.Http.Contexts;
using Elsa.Http.Options;

namespace Elsa.Http;

/// <summary>Makes files of values.</summary>
public interface IDownloadableManager
{
    /// <summary>The files that a value becomes; each is opened when it is called for. None if nobody can make any of it.</summary>
    IEnumerable<Func<ValueTask<Downloadable>>> GetDownloadablesAsync(object content, DownloadableOptions? options = null, CancellationToken cancellationToken = default);
}

/// <summary>Makes files of values of some type.</summary>
public interface IDownloadableContentHandler
{
    /// <summary>The handler with the highest number that takes a value gets it.</summary>
    float Priority { get; }

    /// <summary>Whether it takes a value.</summary>
    bool GetSupportsContent(object content);

    /// <summary>The files that a value becomes.</summary>
    IEnumerable<Func<ValueTask<Downloadable>>> GetDownloadablesAsync(DownloadableContext context);
}

/// <summary>Fetches files from other servers.</summary>
public interface IFileDownloader
{
    /// <summary>Asks for a file; the body is read by the caller.</summary>
    Task<HttpResponseMessage> DownloadAsync(Uri url, FileDownloadOptions? options = null, CancellationToken cancellationToken = default);
}
