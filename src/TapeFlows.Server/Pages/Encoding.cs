using Microsoft.Net.Http.Headers;

namespace TapeFlows.Server.Pages;

/// <summary>A form in which a file may lie beside itself, compressed when it was built.</summary>
/// <param name="Name">Its name in HTTP (RFC 9110, 8.4.1).</param>
/// <param name="Suffix">What its file's name has more.</param>
internal sealed record Encoding(string Name, string Suffix)
{
    // Brotli first: a fifth smaller. Browsers offer it on https and on localhost only.
    private static readonly Encoding[] Known = [new("br", ".br"), new("gzip", ".gz")];

    /// <summary>The form to send: the best one that the browser takes and that is there; null: the file as it is.</summary>
    /// <param name="request">Who asks.</param>
    /// <param name="file">The file's path.</param>
    public static Encoding? Choose(HttpRequest request, string file)
    {
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out var accepted))
            return null;
        return Known.FirstOrDefault(encoding =>
            accepted.Any(value => value.Value.Equals(encoding.Name, StringComparison.OrdinalIgnoreCase) && value.Quality is not 0) && File.Exists(file + encoding.Suffix));
    }
}
