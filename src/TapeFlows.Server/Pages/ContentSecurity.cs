namespace TapeFlows.Server.Pages;

/// <summary>What the pages may load and from where: from this server only.</summary>
internal static class ContentSecurity
{
    // The .NET runtime compiles WebAssembly. Studio's editor and its list of runs bring one inline script each (their shortcuts), allowed by its hash: hashes belong to
    // the pinned version of the package. MudBlazor and Monaco set styles on elements; Monaco starts its workers from blobs.
    private const string Shortcuts = "'sha256-snlP1jz0gjwc5cTz9ErZcliXuCK63+Mmf68RRCeptgc=' 'sha256-vu6sQrKXQHR4Yn3FMMihA/9TxxfIXnCxKwvLrTPJ5ts='";

    /// <summary>The policy of the shell page.</summary>
    public const string Policy =
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' " + Shortcuts + "; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
}
