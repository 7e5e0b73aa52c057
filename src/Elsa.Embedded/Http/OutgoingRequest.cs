using Elsa.Extensions;
using Elsa.Http.ContentWriters;
using Elsa.Workflows;

namespace Elsa.Http;

/// <summary>A request as the inputs of an activity say it. A sent one cannot be sent again, so each attempt makes a message of its own.</summary>
/// <param name="ActivityId">The activity, for messages.</param>
/// <param name="Url">The address; http or https.</param>
/// <param name="Method">The method; empty: GET.</param>
internal sealed record OutgoingRequest(string ActivityId, Uri? Url, string? Method)
{
    /// <summary>What is sent, as <see cref="RequestBody"/> reads it.</summary>
    public object? Body { get; init; }

    /// <summary>The type of the body.</summary>
    public string? ContentType { get; init; }

    /// <summary>The headers.</summary>
    public HttpHeaders Headers { get; init; } = [];

    /// <summary>The value of the header Authorization.</summary>
    public string? Authorization { get; init; }

    /// <summary>Whether that value is sent as it is.</summary>
    public bool IsAuthorizationUnchecked { get; init; }

    /// <exception cref="InvalidOperationException">There is no address that a request can be sent to.</exception>
    public HttpRequestMessage ToMessage(ActivityExecutionContext context)
    {
        if (Url is null)
            throw new InvalidOperationException($"The request '{ActivityId}' has no URL.");
        if (!Url.IsAbsoluteUri || (Url.Scheme != Uri.UriSchemeHttp && Url.Scheme != Uri.UriSchemeHttps))
            throw new InvalidOperationException($"The URL '{Url.OriginalString}' of the request '{ActivityId}' is not an address that begins with http:// or https://.");

        var message = new HttpRequestMessage(new HttpMethod((Method is { Length: > 0 } ? Method : "GET").Trim().ToUpperInvariant()), Url);
        if (Body is not null)
            message.Content = ContentTypes.CreateContent(Body, ContentType is { Length: > 0 } ? ContentType : Headers.ContentType, context.GetServices<IHttpContentFactory>());
        RequestHeaderWriting.Write(message, Headers, Authorization, IsAuthorizationUnchecked);
        return message;
    }
}
