using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Elsa.Workflows.Api.Hosting;

/// <summary>A zip file that is sent while it is made: one of its files is in memory at a time.</summary>
internal sealed class ZipAnswer(string name, IAsyncEnumerable<(string Name, byte[] Content)> files) : IResult
{
    // Zip files have no time zones, and the same content should give the same file.
    private static readonly DateTimeOffset FileTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(name);
        httpContext.Response.ContentType = "application/octet-stream";
        httpContext.Response.Headers.ContentDisposition = disposition.ToString();
        // The archive writes the headers of its files without waiting, a few bytes each.
        if (httpContext.Features.Get<IHttpBodyControlFeature>() is { } body)
            body.AllowSynchronousIO = true;
        await using var archive = await ZipArchive.CreateAsync(httpContext.Response.Body, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, httpContext.RequestAborted);
        await foreach (var (file, content) in files.WithCancellation(httpContext.RequestAborted))
        {
            var entry = archive.CreateEntry(file);
            entry.LastWriteTime = FileTime;
            await using var stream = await entry.OpenAsync(httpContext.RequestAborted);
            await stream.WriteAsync(content, httpContext.RequestAborted);
        }
    }
}
