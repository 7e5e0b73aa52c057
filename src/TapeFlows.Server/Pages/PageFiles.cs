using System.Text.RegularExpressions;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace TapeFlows.Server.Pages;

/// <summary>Sends one file of the console: in the form that was compressed when it was built, with the right type and caching.</summary>
internal static partial class PageFiles
{
    private static readonly FileExtensionContentTypeProvider Types = new()
    {
        // The globalization data of the .NET runtime in the browser.
        Mappings = { [".dat"] = "application/octet-stream", [".cur"] = "image/x-icon" },
    };

    /// <summary>The file that an address names below one of the folders; null when there is none.</summary>
    /// <param name="folders">Where to look: the console first, then the designer.</param>
    /// <param name="path">The path of the address, as the framework has decoded it.</param>
    public static string? Find(PageFolders folders, string path)
    {
        foreach (var root in new[] { folders.Console, folders.Designer })
        {
            var file = Path.GetFullPath(Path.Combine(root, path.TrimStart('/')));
            // Dots in an address must not lead out of the folder.
            if (file.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) && File.Exists(file) && Types.TryGetContentType(file, out _))
                return file;
        }
        return null;
    }

    /// <summary>Answers with a file; 304 when the browser has it already.</summary>
    public static IResult Send(HttpContext context, string file)
    {
        var encoding = Encoding.Choose(context.Request, file);
        var sent = new FileInfo(file + encoding?.Suffix);
        var headers = context.Response.Headers;
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.CacheControl = IsImmutable(file) ? "public,max-age=31536000,immutable" : "no-cache";
        headers.XContentTypeOptions = "nosniff";
        if (encoding is not null)
            headers.ContentEncoding = encoding.Name;
        Types.TryGetContentType(file, out var type);
        var tag = new EntityTagHeaderValue($"\"{sent.LastWriteTimeUtc.Ticks:x}-{sent.Length:x}{encoding?.Suffix}\"");
        return Results.File(sent.FullName, type, lastModified: new DateTimeOffset(sent.LastWriteTimeUtc), entityTag: tag);
    }

    // A name that carries a hash of its content never changes its content. _framework has two names without one: the loaders.
    private static bool IsImmutable(string file) => HashedName().IsMatch(file);

    [GeneratedRegex(@"/assets/[^/]+-[\w-]{8}\.(?:js|css)$|/_framework/(?!dotnet\.js|blazor\.webassembly\.js)[^/]+\.[a-z0-9]{10}\.(?:wasm|js|dat)$|\.[a-z0-9]{10}\.bundle\.scp\.css$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HashedName();
}
