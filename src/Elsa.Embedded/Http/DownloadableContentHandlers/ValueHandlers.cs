using System.Text;
using Elsa.Http.Abstractions;
using Elsa.Http.Contexts;
using Microsoft.AspNetCore.Http;

namespace Elsa.Http.DownloadableContentHandlers;

/// <summary>Bytes.</summary>
public class BinaryDownloadableContentHandler : DownloadableContentHandlerBase
{
    /// <inheritdoc />
    public override bool GetSupportsContent(object content) => content is byte[];

    /// <inheritdoc />
    protected override Downloadable GetDownloadable(DownloadableContext context) => new(new MemoryStream((byte[])context.Content, writable: false));
}

/// <summary>A stream; one over a file gives its name too.</summary>
public class StreamDownloadableContentHandler : DownloadableContentHandlerBase
{
    /// <inheritdoc />
    public override bool GetSupportsContent(object content) => content is Stream;

    /// <inheritdoc />
    protected override Downloadable GetDownloadable(DownloadableContext context) => new((Stream)context.Content, context.Content is FileStream file ? Path.GetFileName(file.Name) : null);
}

/// <summary>A file of a form.</summary>
public class FormFileDownloadableContentHandler : DownloadableContentHandlerBase
{
    /// <inheritdoc />
    public override bool GetSupportsContent(object content) => content is IFormFile;

    /// <inheritdoc />
    protected override Downloadable GetDownloadable(DownloadableContext context)
    {
        var file = (IFormFile)context.Content;
        return new Downloadable(file.OpenReadStream(), FileNames.Safe(file.FileName), file.ContentType);
    }
}

/// <summary>A file that is ready.</summary>
public class DownloadableDownloadableContentHandler : DownloadableContentHandlerBase
{
    /// <inheritdoc />
    public override bool GetSupportsContent(object content) => content is Downloadable;

    /// <inheritdoc />
    protected override Downloadable GetDownloadable(DownloadableContext context) => (Downloadable)context.Content;
}

/// <summary>A file that came over HTTP.</summary>
public class HttpFileDownloadableContentHandler : DownloadableContentHandlerBase
{
    /// <inheritdoc />
    public override bool GetSupportsContent(object content) => content is HttpFile;

    /// <inheritdoc />
    protected override Downloadable GetDownloadable(DownloadableContext context)
    {
        var file = (HttpFile)context.Content;
        return new Downloadable(file.Stream, file.Filename, file.ContentType, file.ETag);
    }
}

/// <summary>A text: what a data URL holds (RFC 2397), else the text itself. It is never taken for the path of a file on this machine.</summary>
public class StringDownloadableContentHandler : DownloadableContentHandlerBase
{
    /// <inheritdoc />
    public override bool GetSupportsContent(object content) => content is string text && !UrlDownloadableContentHandler.IsUrl(text);

    /// <inheritdoc />
    protected override Downloadable GetDownloadable(DownloadableContext context)
    {
        var text = (string)context.Content;
        if (text.StartsWith("data:", StringComparison.OrdinalIgnoreCase) && text.IndexOf(',', StringComparison.Ordinal) is var comma and > 0)
        {
            var head = text[5..comma];
            var isBase64 = head.EndsWith(";base64", StringComparison.OrdinalIgnoreCase);
            var bytes = isBase64 ? Convert.FromBase64String(text[(comma + 1)..]) : Encoding.UTF8.GetBytes(Uri.UnescapeDataString(text[(comma + 1)..]));
            var type = isBase64 ? head[..^7] : head;
            return new Downloadable(new MemoryStream(bytes, writable: false), contentType: type.Length == 0 ? "text/plain" : type);
        }

        return new Downloadable(new MemoryStream(Encoding.UTF8.GetBytes(text), writable: false), contentType: "text/plain; charset=utf-8");
    }
}

/// <summary>A list of values, of the same type or not.</summary>
public class MultiDownloadableContentHandler : DownloadableContentHandlerBase
{
    /// <inheritdoc />
    public override bool GetSupportsContent(object content) => content is System.Collections.IEnumerable and not (string or byte[] or System.Collections.IDictionary or IDictionary<string, object?>);

    /// <inheritdoc />
    protected override IEnumerable<Func<ValueTask<Downloadable>>> GetDownloadablesAsync(DownloadableContext context) => ((System.Collections.IEnumerable)context.Content)
        .Cast<object?>()
        .OfType<object>()
        .SelectMany(x => context.Manager.GetDownloadablesAsync(x, context.Options, context.CancellationToken));
}
