using System.Text.Json;
using Elsa.Extensions;
using Elsa.Http.Contexts;
using Elsa.Http.Exceptions;
using Elsa.Http.Parsers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Elsa.Http.Middleware;

/// <summary>Reads the body of a request before any workflow starts: what cannot be read leaves nothing behind.</summary>
internal static class RequestReading
{
    // What is longer goes to a temporary file.
    private const int InMemory = 64 << 10;

    public static async Task ReadAsync(HttpExchange exchange, long? limit, IEnumerable<IHttpContentParser> parsers, CancellationToken cancellationToken)
    {
        var request = exchange.Request;
        if (limit is { } longest)
        {
            exchange.IsTooLarge = request.ContentLength > longest;
            // The server counts how a body is cut into chunks too, down to chunks of one byte (RFC 9112, 7.1).
            if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
                size.MaxRequestBodySize = request.ContentLength is null ? Math.Min(longest, long.MaxValue / 16) * 8 + InMemory : longest;
        }

        if (exchange.IsTooLarge)
            return;
        request.EnableBuffering(InMemory);
        try
        {
            if (limit is not null && request.ContentLength is null && await IsLongerAsync(request.Body, limit.Value, cancellationToken))
            {
                exchange.IsTooLarge = true;
                return;
            }

            exchange.Body = request.HasFormContentType
                ? (await request.ReadFormAsync(new FormOptions { MultipartBodyLengthLimit = limit ?? FormOptions.DefaultMultipartBodyLengthLimit }, cancellationToken)).ToObjectDictionary()
                : await ReadBodyAsync(request, returnType: null, parsers, cancellationToken);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            exchange.IsTooLarge = true;
        }
    }

    private static async Task<bool> IsLongerAsync(Stream body, long limit, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 << 10];
        var length = 0L;
        for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if ((length += read) > limit)
                return true;
        }

        body.Position = 0;
        return false;
    }

    /// <summary>Reads the body as a type; null leaves it to the type of the body.</summary>
    public static async Task<object?> ReadBodyAsync(HttpRequest request, Type? returnType, IEnumerable<IHttpContentParser> parsers, CancellationToken cancellationToken)
    {
        var first = new byte[1];
        if (await request.Body.ReadAsync(first, cancellationToken) == 0)
            return null;
        request.Body.Position = 0;
        var headers = new HttpHeaders(request.Headers.ToDictionary(x => x.Key, x => x.Value.OfType<string>().ToArray(), StringComparer.OrdinalIgnoreCase));
        try
        {
            return await BodyReading.ReadAsync(parsers, new HttpResponseParserContext(request.Body, request.ContentType ?? "", returnType, headers, cancellationToken));
        }
        catch (JsonException e)
        {
            throw new HttpBadRequestException($"The body is not the JSON that it claims to be: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.", e);
        }
        finally
        {
            request.Body.Position = 0;
        }
    }
}
