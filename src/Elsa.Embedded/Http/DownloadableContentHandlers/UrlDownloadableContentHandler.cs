using Elsa.Http.Abstractions;
using Elsa.Http.Contexts;
using Elsa.Http.Options;
using Microsoft.AspNetCore.StaticFiles;

namespace Elsa.Http.DownloadableContentHandlers;

/// <summary>A file of another server, by its http or https address. Other addresses, those of local files above all, are refused.</summary>
public class UrlDownloadableContentHandler : DownloadableContentHandlerBase
{
    private readonly IFileDownloader _downloader;
    private readonly IContentTypeProvider _contentTypes;

    /// <summary>Creates the handler.</summary>
    public UrlDownloadableContentHandler(IFileDownloader fileDownloader, IContentTypeProvider contentTypeProvider)
    {
        _downloader = fileDownloader;
        _contentTypes = contentTypeProvider;
    }

    /// <inheritdoc />
    public override bool GetSupportsContent(object content) => content is Uri || (content is string text && IsUrl(text));

    internal static bool IsUrl(string text) =>
        (text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)) && Uri.TryCreate(text, UriKind.Absolute, out _);

    /// <inheritdoc />
    protected override Func<ValueTask<Downloadable>> GetDownloadableAsync(DownloadableContext context)
    {
        var url = context.Content as Uri ?? new Uri((string)context.Content);
        if (!url.IsAbsoluteUri || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
            throw new NotSupportedException($"'{url}' is not an address that begins with http:// or https://: files of this machine are not sent by their path.");
        return () => FetchAsync(url, context);
    }

    private async ValueTask<Downloadable> FetchAsync(Uri url, DownloadableContext context)
    {
        // Whoever sends the file sees to parts of it, so that several servers behave as one.
        var response = await _downloader.DownloadAsync(url, new FileDownloadOptions(), context.CancellationToken);
        response.EnsureSuccessStatusCode();
        var disposition = response.Content.Headers.ContentDisposition;
        var name = FileNames.Safe((disposition?.FileNameStar ?? disposition?.FileName)?.Trim('"') ?? Uri.UnescapeDataString(url.AbsolutePath));
        var type = response.Content.Headers.ContentType?.ToString() ?? (_contentTypes.TryGetContentType(name, out var known) ? known : null);
        return new Downloadable(await response.Content.ReadAsStreamAsync(context.CancellationToken), name, type, response.Headers.ETag?.ToString());
    }
}
