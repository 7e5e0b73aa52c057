using System.Net.Http.Headers;

namespace Elsa.Http;

/// <summary>Writes what a definition says into the headers of a request. No message shows a value: it may be secret.</summary>
internal static class RequestHeaderWriting
{
    public static void Write(HttpRequestMessage request, HttpHeaders headers, string? authorization, bool takesAnyAuthorization)
    {
        foreach (var (name, values) in headers)
            Add(request, name, values);
        if (string.IsNullOrEmpty(authorization))
            return;
        Check("Authorization", authorization);
        if (takesAnyAuthorization)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        else
            request.Headers.Authorization = AuthenticationHeaderValue.TryParse(authorization, out var parsed)
                ? parsed
                : throw new InvalidOperationException("The value for the header Authorization is not a scheme followed by a parameter. Disable its validation if it is meant to be so.");
    }

    private static void Add(HttpRequestMessage request, string name, string[] values)
    {
        foreach (var value in values)
            Check(name, value);
        if (string.Equals(name, "Content-Type", StringComparison.OrdinalIgnoreCase))
            return;
        try
        {
            if (!request.Headers.TryAddWithoutValidation(name, values))
                request.Content?.Headers.TryAddWithoutValidation(name, values);
        }
        catch (FormatException e)
        {
            throw new InvalidOperationException($"'{name}' cannot be the name of a header.", e);
        }
    }

    // A line break in a value would begin a header, or a request, of its own (RFC 9112, 11.1).
    private static void Check(string name, string value)
    {
        if (value.AsSpan().ContainsAny('\r', '\n', '\0'))
            throw new InvalidOperationException($"The value of the header '{name}' has more than one line.");
    }
}
