using System.Net;
using System.Runtime.CompilerServices;
using Elsa.Extensions;
using Elsa.Http.ContentWriters;
using Elsa.Http.Options;
using Elsa.Http.UIHints;
using Elsa.Workflows;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Exceptions;
using Elsa.Workflows.Models;
using Elsa.Workflows.UIHints;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Elsa.Http;

/// <summary>Answers the request that the burst belongs to.</summary>
[Activity("Elsa", "HTTP", "Write a response to the current HTTP response object.", DisplayName = "HTTP Response")]
public class WriteHttpResponse : Activity
{
    // They are the server's to say (RFC 9112, 6).
    private static readonly string[] Framing = ["Content-Length", "Transfer-Encoding", "Connection"];

    /// <summary>Creates the activity.</summary>
    public WriteHttpResponse([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line)
    {
    }

    /// <summary>Creates the activity with its body.</summary>
    public WriteHttpResponse(Input<object?> content, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(source, line) => Content = content;

    /// <summary>Creates the activity with its body and the type of it.</summary>
    public WriteHttpResponse(Input<object?> content, Input<string?> contentType, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(content, source, line) =>
        ContentType = contentType;

    /// <summary>The status.</summary>
    [Input(DefaultValue = HttpStatusCode.OK, Description = "The status code to return.", UIHint = InputUIHints.DropDown)]
    public Input<HttpStatusCode> StatusCode { get; set; } = new(HttpStatusCode.OK);

    /// <summary>The body.</summary>
    [Input(Description = "The content to write back. String values will be sent as-is, while objects will be serialized to a JSON string. Byte arrays and streams will be sent as files.")]
    public Input<object?> Content { get; set; } = new(default(object));

    /// <summary>The type of the body; follows from the value if it is not given.</summary>
    [Input(Description = "The content type to write when sending the response.", UIHandler = typeof(HttpContentTypeOptionsProvider), UIHint = InputUIHints.DropDown)]
    public Input<string?> ContentType { get; set; } = new(default(string));

    /// <summary>The headers.</summary>
    [Input(Description = "The headers to send along with the response.", Category = "Advanced", UIHint = InputUIHints.JsonEditor)]
    public Input<HttpHeaders?> ResponseHeaders { get; set; } = new(new HttpHeaders());

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        // All that can be wrong is found before a byte is sent.
        var status = (int)StatusCode.GetOrDefault(context, static () => HttpStatusCode.OK);
        if (status is < 200 or > 599)
            throw Invalid($"{status} is no status for an answer: it takes 200 to 599.");
        var headers = ResponseHeaders.GetOrDefault(context) ?? [];
        CheckHeaders(headers);
        var contentType = ContentType.GetOrDefault(context) is { Length: > 0 } chosen ? chosen : headers.ContentType;
        using var content = Content.GetOrDefault(context) is { } value && HasBody(status) ? ContentTypes.CreateContent(value, contentType, context.GetServices<IHttpContentFactory>()) : null;

        if (headers.Keys.Any(HttpSecrets.IsSecret))
            context.ActivityState[nameof(ResponseHeaders)] = HttpSecrets.Masked(headers);
        var response = HttpExchange.Answer(context);
        response.StatusCode = status;
        foreach (var (name, values) in headers.Where(x => !Framing.Contains(x.Key, StringComparer.OrdinalIgnoreCase)))
            response.Headers[name] = values;
        if (content is not null)
        {
            response.ContentType = content.Headers.TryGetValues("Content-Type", out var types) ? types.FirstOrDefault() : contentType;
            await content.CopyToAsync(response.Body, context.CancellationToken);
        }

        if (context.GetRequiredService<IOptions<HttpActivityOptions>>().Value.WriteHttpResponseSynchronously)
            await response.CompleteAsync();
        await context.CompleteActivityAsync();
    }

    // RFC 9110, 15.3.5, 15.3.6 and 15.4.5.
    private static bool HasBody(int status) => status is not (StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent or StatusCodes.Status304NotModified);

    private static void CheckHeaders(HttpHeaders headers)
    {
        foreach (var (name, values) in headers)
        {
            if (name.Length == 0 || name.Any(x => x is <= ' ' or >= (char)127 or ':'))
                throw Invalid($"'{name}' cannot be the name of a header.");
            if (values.Any(value => value.Any(x => x is (< ' ' and not '\t') or (char)127)))
                throw Invalid($"The value of the header '{name}' has characters that no header may have.");
        }
    }

    private static FaultException Invalid(string message) => new("InvalidResponse", HttpFaultCategories.Http, "System", message);
}
