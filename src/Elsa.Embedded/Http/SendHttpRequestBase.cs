using System.Globalization;
using System.Text.Json;
using Elsa.Extensions;
using Elsa.Http.Contexts;
using Elsa.Http.Parsers;
using Elsa.Http.UIHints;
using Elsa.Resilience;
using Elsa.Resilience.Extensions;
using Elsa.Resilience.Models;
using Elsa.Workflows;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using Elsa.Workflows.UIHints;

namespace Elsa.Http;

/// <summary>Base of activities that send a request and go on by what comes back.</summary>
[Output(IsSerializable = false)]
[ResilienceCategory("HTTP")]
public abstract class SendHttpRequestBase : Activity<HttpResponseMessage>, IResilientActivity
{
    internal const string ClientName = nameof(SendHttpRequestBase);

    /// <summary>The longest answer that is read, in bytes, unless the host says otherwise by <see cref="HttpClient.MaxResponseContentBufferSize"/>.</summary>
    internal const long LongestAnswer = 64 << 20;

    /// <summary>Creates the activity.</summary>
    protected SendHttpRequestBase(string? source = null, int? line = null) : base(source, line)
    {
    }

    /// <summary>The address; http or https.</summary>
    [Input(Order = 0)]
    public Input<Uri?> Url { get; set; } = default!;

    /// <summary>The method.</summary>
    [Input(
        Description = "The HTTP method to use when sending the request.",
        Options = new[] { "GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD" },
        DefaultValue = "GET",
        UIHint = InputUIHints.DropDown,
        Order = 1)]
    public Input<string> Method { get; set; } = new("GET");

    /// <summary>The body.</summary>
    [Input(Description = "The content to send with the request. Can be a string, an object, a byte array or a stream.", Order = 2)]
    public Input<object?> Content { get; set; } = default!;

    /// <summary>The type of the body.</summary>
    [Input(Description = "The content type to use when sending the request.", UIHandler = typeof(HttpContentTypeOptionsProvider), UIHint = InputUIHints.DropDown, Order = 3)]
    public Input<string?> ContentType { get; set; } = default!;

    /// <summary>The value of the header Authorization; it is in no record.</summary>
    [Input(Description = "The Authorization header value to send with the request. For example: Bearer {some-access-token}", Category = "Security", CanContainSecrets = true, Order = 4)]
    public Input<string?> Authorization { get; set; } = default!;

    /// <summary>Whether that value is sent as it is.</summary>
    [Input(Description = "A value that allows to add the Authorization header without validation.", Category = "Security", Order = 5)]
    public Input<bool> DisableAuthorizationHeaderValidation { get; set; } = default!;

    /// <summary>More headers. Records do not show the values of those that may be secret.</summary>
    [Input(Description = "The headers to send along with the request.", Category = "Advanced", UIHint = InputUIHints.JsonEditor, Order = 6)]
    public Input<HttpHeaders?> RequestHeaders { get; set; } = new(new HttpHeaders());

    /// <summary>Has no effect: name a resilience strategy instead.</summary>
    [Obsolete("Use the common Resilience Strategy setting instead.")]
    [Input(Description = "Obsolete. Use the common Resilience Strategy setting instead.")]
    public Input<bool> EnableResiliency { get; set; } = default!;

    /// <summary>The status of the answer.</summary>
    [Output(Description = "The HTTP response status code")]
    public Output<int> StatusCode { get; set; } = default!;

    /// <summary>The body of the answer as an object, a text or a file.</summary>
    [Output(Description = "The parsed content, if any.")]
    public Output<object?> ParsedContent { get; set; } = default!;

    /// <summary>The headers of the answer.</summary>
    [Output(Description = "The response headers that were received.")]
    public Output<HttpHeaders?> ResponseHeaders { get; set; } = default!;

    /// <inheritdoc />
    public IDictionary<string, string?> CollectRetryDetails(ActivityExecutionContext context, RetryAttempt attempt)
    {
        if (attempt.Exception is { } exception)
            return new Dictionary<string, string?> { ["Exception"] = exception.GetType().Name, ["Message"] = exception.Message };
        return attempt.Result is HttpResponseMessage response
            ? new Dictionary<string, string?>
            {
                ["StatusCode"] = response.StatusCode.ToString(),
                ["ReasonPhrase"] = response.ReasonPhrase,
                ["Content-Type"] = response.Content.Headers.ContentType?.ToString(),
                ["Date"] = response.Headers.Date?.ToString(CultureInfo.InvariantCulture),
            }
            : new Dictionary<string, string?>();
    }

    /// <summary>Goes on after an answer.</summary>
    protected abstract ValueTask HandleResponseAsync(ActivityExecutionContext context, HttpResponseMessage response);

    /// <summary>Goes on where nobody answered.</summary>
    protected abstract ValueTask HandleRequestExceptionAsync(ActivityExecutionContext context, HttpRequestException exception);

    /// <summary>Goes on where the answer did not come in time.</summary>
    protected abstract ValueTask HandleTaskCanceledExceptionAsync(ActivityExecutionContext context, TaskCanceledException exception);

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        Prepare(context);
        HideSecrets(context);
        context.Metadata[ActivityExecutionExtensions.HasRetryAttempts] = false;
        HttpResponseMessage response;
        try
        {
            response = await SendAsync(context);
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new InvalidOperationException("The answer is longer than this host reads (HttpClient.MaxResponseContentBufferSize).", e);
        }
        catch (HttpRequestException e)
        {
            Record(context, e);
            await HandleRequestExceptionAsync(context, e);
            return;
        }
        catch (TaskCanceledException e) when (!context.CancellationToken.IsCancellationRequested)
        {
            Record(context, e);
            await HandleTaskCanceledExceptionAsync(context, e);
            return;
        }

        await PutOutAsync(context, response);
        await HandleResponseAsync(context, response);
    }

    private protected virtual void Prepare(ActivityExecutionContext context)
    {
    }

    private static void Record(ActivityExecutionContext context, Exception exception)
    {
        context.AddExecutionLogEntry("Error", exception.Message, payload: new { exception.StackTrace });
        context.JournalData["Error"] = exception.Message;
    }

    private void HideSecrets(ActivityExecutionContext context)
    {
        if (RequestHeaders.GetOrDefault(context) is { } headers && headers.Keys.Any(HttpSecrets.IsSecret))
            context.ActivityState[nameof(RequestHeaders)] = HttpSecrets.Masked(headers);
    }

    private async Task<HttpResponseMessage> SendAsync(ActivityExecutionContext context)
    {
        var client = context.GetRequiredService<IHttpClientFactory>().CreateClient(ClientName);
        var request = new OutgoingRequest(Id, Url.GetOrDefault(context), Method.GetOrDefault(context))
        {
            Body = await RequestBody.ReadAsync(Content.GetOrDefault(context), context.CancellationToken),
            ContentType = ContentType.GetOrDefault(context),
            Headers = RequestHeaders.GetOrDefault(context) ?? [],
            Authorization = Authorization.GetOrDefault(context),
            IsAuthorizationUnchecked = DisableAuthorizationHeaderValidation.GetOrDefault(context),
        };
        var response = await context.GetRequiredService<IResilientActivityInvoker>().InvokeAsync<HttpResponseMessage>(
            this,
            context,
            async () =>
            {
                using var message = request.ToMessage(context);
                return await client.SendAsync(message, HttpCompletionOption.ResponseContentRead, context.CancellationToken);
            },
            context.CancellationToken);
        return response!;
    }

    private async Task PutOutAsync(ActivityExecutionContext context, HttpResponseMessage response)
    {
        context.SetResult(response);
        StatusCode.Set(context, (int)response.StatusCode);
        ResponseHeaders.Set(context, new HttpHeaders(response.Headers));
        ParsedContent.Set(context, await ParseAsync(context, response));
    }

    private async Task<object?> ParseAsync(ActivityExecutionContext context, HttpResponseMessage response)
    {
        var stream = await response.Content.ReadAsStreamAsync(context.CancellationToken);
        if (stream.Length == 0)
            return null;
        var headers = new HttpHeaders(response.Content.Headers);
        if (response.Headers.ETag is { } tag)
            headers["ETag"] = [tag.ToString()];
        var wanted = OutputTypes.Of(context, ParsedContent);
        var parsing = new HttpResponseParserContext(stream, headers.ContentType ?? "", wanted, headers, context.CancellationToken);
        try
        {
            return await BodyReading.ReadAsync(context.GetServices<IHttpContentParser>(), parsing);
        }
        catch (JsonException e)
        {
            // What the server calls JSON need not be; its status still says what happened.
            context.AddExecutionLogEntry("Warning", $"The answer is not the JSON that it claims to be: {e.Message}");
            stream.Position = 0;
            return await PlainTextHttpContentParser.ReadTextAsync(parsing);
        }
        finally
        {
            stream.Position = 0;
        }
    }
}
