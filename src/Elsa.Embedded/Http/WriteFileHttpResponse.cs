using Elsa.Extensions;
using Elsa.Http.Services;
using Elsa.Workflows;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace Elsa.Http;

/// <summary>Answers the request that the burst belongs to with a file, or with an archive of several. Parts and conditions are honoured as far as the content allows (RFC 9110, 13 and 14).</summary>
[Activity("Elsa", "HTTP", "Send one ore more files (zipped) to the HTTP response.", DisplayName = "HTTP File Response")]
public class WriteFileHttpResponse : Activity
{
    private const string DownloadHeader = "x-download-id";

    /// <summary>Creates the activity.</summary>
    public WriteFileHttpResponse()
    {
    }

    /// <summary>The type of the file.</summary>
    [Input(Description = "The content type of the file to serve. Leave empty to let the system determine the content type.")]
    public Input<string?> ContentType { get; set; } = default!;

    /// <summary>The name that the receiver sees.</summary>
    [Input(Description = "The name of the file to serve. Leave empty to let the system determine the file name.")]
    public Input<string?> Filename { get; set; } = default!;

    /// <summary>The tag by which the receiver knows this state of the file.</summary>
    [Input(Description = "The Entity Tag of the file to serve. Leave empty to let the system determine the Entity Tag.")]
    public Input<string?> EntityTag { get; set; } = default!;

    /// <summary>The file or files.</summary>
    [Input(Description = "The file content to serve. Supports various types, such as byte array, stream, string, Uri, Downloadable and a (mixed) array of the aforementioned types.")]
    public Input<object> Content { get; set; } = default!;

    /// <summary>Whether an archive is kept, so that a download that broke off can go on.</summary>
    [Input(Description = "Whether to enable resumable downloads. When enabled, the client can resume a download if the connection is lost.")]
    public Input<bool> EnableResumableDownloads { get; set; } = default!;

    /// <summary>By what a download that goes on is recognised.</summary>
    [Input(Description = "The correlation ID of the download used to resume a download. If left empty, the x-download-id header will be used.")]
    public Input<string> DownloadCorrelationId { get; set; } = default!;

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var content = Content.GetOrDefault(context);
        var files = content is null ? [] : context.GetRequiredService<IDownloadableManager>().GetDownloadablesAsync(content, cancellationToken: context.CancellationToken).ToList();
        var file = await OpenAsync(context, files);
        try
        {
            var response = HttpExchange.Answer(context);
            if (file is null)
                response.StatusCode = StatusCodes.Status204NoContent;
            else
                await SendAsync(context, response, file);
        }
        finally
        {
            if (file is not null)
                await file.Stream.DisposeAsync();
        }

        await context.CompleteActivityAsync();
    }

    private async Task<Downloadable?> OpenAsync(ActivityExecutionContext context, List<Func<ValueTask<Downloadable>>> files)
    {
        switch (files)
        {
            case []:
                return null;
            case [var single]:
                return await single();
        }

        var archives = context.GetRequiredService<ZipArchives>();
        var downloadId = EnableResumableDownloads.GetOrDefault(context) ? DownloadIdOf(context) : null;
        var archive = (downloadId is null ? null : archives.Find(downloadId)) ?? await archives.CreateAsync(files, downloadId, context.CancellationToken);
        return new Downloadable(archive, "download.zip", "application/zip", downloadId is null ? null : $"\"{File.GetLastWriteTimeUtc(archive.SafeFileHandle).Ticks:x}-{archive.Length:x}\"");
    }

    // Another workflow that is asked with the same id means other files.
    private string? DownloadIdOf(ActivityExecutionContext context)
    {
        var given = DownloadCorrelationId.GetOrDefault(context);
        if (string.IsNullOrEmpty(given))
            given = context.GetRequiredService<IHttpContextAccessor>().HttpContext?.Request.Headers[DownloadHeader].ToString();
        return string.IsNullOrEmpty(given) ? null : $"{context.WorkflowExecutionContext.Workflow.Identity.Id}/{Id}/{given}";
    }

    private async Task SendAsync(ActivityExecutionContext context, HttpResponse response, Downloadable file)
    {
        var name = FileNames.Safe(Filename.GetOrDefault(context) is { Length: > 0 } chosen ? chosen : file.Filename ?? "file");
        var type = ContentType.GetOrDefault(context) is { Length: > 0 } said ? said : file.ContentType ?? TypeOf(context, name);
        var tag = TagOf(EntityTag.GetOrDefault(context) is { Length: > 0 } given ? given : file.ETag ?? await EntityTags.OfAsync(file.Stream, context.CancellationToken));
        await Results.Stream(file.Stream, type, name, lastModified: null, tag, enableRangeProcessing: file.Stream.CanSeek).ExecuteAsync(response.HttpContext);
    }

    private static string TypeOf(ActivityExecutionContext context, string name) =>
        context.GetRequiredService<IContentTypeProvider>().TryGetContentType(name, out var type) ? type : "application/octet-stream";

    private static EntityTagHeaderValue? TagOf(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (EntityTagHeaderValue.TryParse(text, out var tag) || EntityTagHeaderValue.TryParse($"\"{text}\"", out tag))
            return tag;
        throw new InvalidOperationException($"'{text}' cannot be an entity tag (RFC 9110, 8.8.3).");
    }
}
