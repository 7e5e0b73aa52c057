using Elsa.Http.Contexts;
using Elsa.Http.Options;

namespace Elsa.Http.Services;

/// <summary>Gives each value to the handler that takes it.</summary>
public class DefaultDownloadableManager : IDownloadableManager
{
    private readonly IDownloadableContentHandler[] _handlers;

    /// <summary>Creates the manager.</summary>
    public DefaultDownloadableManager(IEnumerable<IDownloadableContentHandler> providers) => _handlers = providers.OrderByDescending(x => x.Priority).ToArray();

    /// <inheritdoc />
    public IEnumerable<Func<ValueTask<Downloadable>>> GetDownloadablesAsync(object content, DownloadableOptions? options = null, CancellationToken cancellationToken = default)
    {
        var handler = Array.Find(_handlers, x => x.GetSupportsContent(content))
            ?? throw new NotSupportedException($"A {content.GetType().Name} cannot be sent as a file: give bytes, a stream, a text, an address, a file, or a list of these.");
        return handler.GetDownloadablesAsync(new DownloadableContext(this, content, options ?? new DownloadableOptions(), cancellationToken));
    }
}

/// <summary>Fetches files by a client of their own.</summary>
public class HttpClientFileDownloader : IFileDownloader
{
    private readonly HttpClient _client;

    /// <summary>Creates the downloader.</summary>
    public HttpClientFileDownloader(HttpClient httpClient) => _client = httpClient;

    /// <inheritdoc />
    public async Task<HttpResponseMessage> DownloadAsync(Uri url, FileDownloadOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (options?.ETag is { } tag)
            request.Headers.IfNoneMatch.Add(tag);
        request.Headers.Range = options?.Range;
        return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }
}
