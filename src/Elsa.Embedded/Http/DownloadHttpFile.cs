using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Elsa.Extensions;
using Elsa.Http.UIHints;
using Elsa.Workflows;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using Elsa.Workflows.UIHints;
using Microsoft.AspNetCore.StaticFiles;

namespace Elsa.Http;

/// <summary>Fetches a file; the status of the answer is the outcome. The file is read whole, up to the limit of the client that sends requests.</summary>
[Activity("Elsa", "HTTP", "Downloads a file from a given URL.", DisplayName = "Download File", Kind = ActivityKind.Task)]
[Output(IsSerializable = false)]
public class DownloadHttpFile : Activity<HttpFile>, IActivityPropertyDefaultValueProvider
{
    /// <summary>Creates the activity.</summary>
    public DownloadHttpFile([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line)
    {
    }

    /// <summary>The address; http or https.</summary>
    [Input(DisplayName = "URL", Description = "The URL to download the file from.")]
    public Input<Uri?> Url { get; set; } = default!;

    /// <summary>The method.</summary>
    [Input(Description = "The HTTP method to use when sending the request.", Options = new[] { "GET", "POST", "PUT" }, DefaultValue = "GET", UIHint = InputUIHints.DropDown)]
    public Input<string> Method { get; set; } = new("GET");

    /// <summary>The statuses of answers that bring the file, each an outcome of its own.</summary>
    [Input(Description = "A list of expected status codes to handle.", UIHint = InputUIHints.MultiText, DefaultValueProvider = typeof(FlowSendHttpRequest))]
    public Input<ICollection<int>> ExpectedStatusCodes { get; set; } = default!;

    /// <summary>The body of the request.</summary>
    [Input(Name = "Content", Description = "The content to send with the request. Can be a string, an object, a byte array or a stream.")]
    public Input<object?> RequestContent { get; set; } = default!;

    /// <summary>The type of that body.</summary>
    [Input(DisplayName = "Content Type", Description = "The content type to use when sending the request.", UIHandler = typeof(HttpContentTypeOptionsProvider), UIHint = InputUIHints.DropDown)]
    public Input<string?> RequestContentType { get; set; } = default!;

    /// <summary>The value of the header Authorization; it is in no record.</summary>
    [Input(Description = "The Authorization header value to send with the request. For example: Bearer {some-access-token}", Category = "Security", CanContainSecrets = true)]
    public Input<string?> Authorization { get; set; } = default!;

    /// <summary>Whether that value is sent as it is.</summary>
    [Input(Description = "A value that allows to add the Authorization header without validation.", Category = "Security")]
    public Input<bool> DisableAuthorizationHeaderValidation { get; set; } = default!;

    /// <summary>More headers. Records do not show the values of those that may be secret.</summary>
    [Input(Description = "The headers to send along with the request.", Category = "Advanced", UIHint = InputUIHints.JsonEditor)]
    public Input<HttpHeaders?> RequestHeaders { get; set; } = new(new HttpHeaders());

    /// <summary>The answer.</summary>
    [Output(IsSerializable = false)]
    public Output<HttpResponseMessage> Response { get; set; } = default!;

    /// <summary>The status of the answer.</summary>
    [Output(Description = "The HTTP response status code")]
    public Output<int> StatusCode { get; set; } = default!;

    /// <summary>The content of the file, to be read.</summary>
    [Output(Description = "The downloaded content stream, if any.", IsSerializable = false)]
    public Output<Stream?> ResponseContentStream { get; set; } = default!;

    /// <summary>The content of the file.</summary>
    [Output(Description = "The downloaded content bytes, if any.", IsSerializable = false)]
    public Output<byte[]?> ResponseContentBytes { get; set; } = default!;

    /// <summary>The headers of the answer.</summary>
    [Output(Description = "The response headers that were received.")]
    public Output<HttpHeaders?> ResponseHeaders { get; set; } = default!;

    /// <summary>The headers that describe the file.</summary>
    [Output(DisplayName = "Content Headers", Description = "The response content headers that were received.")]
    public Output<HttpHeaders?> ResponseContentHeaders { get; set; } = default!;

    object IActivityPropertyDefaultValueProvider.GetDefaultValue(PropertyInfo property) =>
        property.Name == nameof(ExpectedStatusCodes) ? new List<int> { 200 } : default!;

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (RequestHeaders.GetOrDefault(context) is { } headers && headers.Keys.Any(HttpSecrets.IsSecret))
            context.ActivityState[nameof(RequestHeaders)] = HttpSecrets.Masked(headers);
        HttpResponseMessage response;
        try
        {
            response = await SendAsync(context);
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new InvalidOperationException("The file is longer than this host reads (HttpClient.MaxResponseContentBufferSize).", e);
        }
        catch (HttpRequestException e)
        {
            await FailAsync(context, e, "Failed to connect");
            return;
        }
        catch (TaskCanceledException e) when (!context.CancellationToken.IsCancellationRequested)
        {
            await FailAsync(context, e, "Timeout");
            return;
        }

        await PutOutAsync(context, response);
    }

    private async Task<HttpResponseMessage> SendAsync(ActivityExecutionContext context)
    {
        var request = new OutgoingRequest(Id, Url.GetOrDefault(context), Method.GetOrDefault(context))
        {
            Body = await RequestBody.ReadAsync(RequestContent.GetOrDefault(context), context.CancellationToken),
            ContentType = RequestContentType.GetOrDefault(context),
            Headers = RequestHeaders.GetOrDefault(context) ?? [],
            Authorization = Authorization.GetOrDefault(context),
            IsAuthorizationUnchecked = DisableAuthorizationHeaderValidation.GetOrDefault(context),
        };
        using var message = request.ToMessage(context);
        var client = context.GetRequiredService<IHttpClientFactory>().CreateClient(SendHttpRequestBase.ClientName);
        return await client.SendAsync(message, HttpCompletionOption.ResponseContentRead, context.CancellationToken);
    }

    private async Task PutOutAsync(ActivityExecutionContext context, HttpResponseMessage response)
    {
        Response.Set(context, response);
        StatusCode.Set(context, (int)response.StatusCode);
        ResponseHeaders.Set(context, new HttpHeaders(response.Headers));
        ResponseContentHeaders.Set(context, new HttpHeaders(response.Content.Headers));
        var status = (int)response.StatusCode;
        var expected = ExpectedStatusCodes.GetOrDefault(context) ?? [];
        var isFile = expected.Count == 0 ? response.IsSuccessStatusCode : expected.Contains(status);
        if (isFile)
            await PutOutFileAsync(context, response);

        if (expected.Count == 0)
            await context.CompleteActivityWithOutcomesAsync("Done");
        else
            await context.CompleteActivityWithOutcomesAsync(isFile ? status.ToString(CultureInfo.InvariantCulture) : "Unmatched status code", "Done");
    }

    // Each output has a stream of its own: who reads one does not move the other.
    private async Task PutOutFileAsync(ActivityExecutionContext context, HttpResponseMessage response)
    {
        var bytes = await response.Content.ReadAsByteArrayAsync(context.CancellationToken);
        var content = response.Content.Headers;
        var address = response.RequestMessage?.RequestUri?.AbsolutePath ?? "";
        var name = FileNames.Safe((content.ContentDisposition?.FileNameStar ?? content.ContentDisposition?.FileName)?.Trim('"') ?? Uri.UnescapeDataString(address));
        var type = content.ContentType?.ToString() ?? (context.GetRequiredService<IContentTypeProvider>().TryGetContentType(name, out var known) ? known : null);
        ResponseContentBytes.Set(context, bytes);
        ResponseContentStream.Set(context, new MemoryStream(bytes, writable: false));
        context.SetResult(new HttpFile(new MemoryStream(bytes, writable: false), name, type, response.Headers.ETag?.ToString()));
    }

    private static ValueTask FailAsync(ActivityExecutionContext context, Exception exception, string outcome)
    {
        context.AddExecutionLogEntry("Error", exception.Message, payload: new { exception.StackTrace });
        context.JournalData["Error"] = exception.Message;
        return context.CompleteActivityWithOutcomesAsync(outcome);
    }
}
