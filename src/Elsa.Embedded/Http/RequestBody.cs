namespace Elsa.Http;

/// <summary>A body that can be sent more than once.</summary>
internal static class RequestBody
{
    /// <summary>Streams that cannot go back are read into memory, up to <see cref="SendHttpRequestBase.LongestAnswer"/>: another attempt must send the same again.</summary>
    public static async Task<object?> ReadAsync(object? content, CancellationToken cancellationToken)
    {
        var stream = content switch
        {
            HttpFile file => file.Stream,
            Downloadable file => file.Stream,
            _ => content as Stream,
        };
        if (stream is null)
            return content is string { Length: 0 } ? null : content;

        using var copy = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (copy.Length + read > SendHttpRequestBase.LongestAnswer)
                throw new InvalidOperationException($"The body is longer than {SendHttpRequestBase.LongestAnswer >> 20} MiB.");
            copy.Write(buffer, 0, read);
        }

        return copy.ToArray();
    }
}
