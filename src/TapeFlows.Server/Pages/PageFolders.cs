namespace TapeFlows.Server.Pages;

/// <summary>The two folders that the console is served from.</summary>
/// <param name="Console">What <c>npm run build</c> makes in <c>studio/</c>; has the shell page <c>index.html</c>.</param>
/// <param name="Designer">The files of the package <c>@elsa-workflows/elsa-studio-wasm</c>, unchanged.</param>
internal sealed record PageFolders(string Console, string Designer)
{
    private const string Package = "node_modules/@elsa-workflows/elsa-studio-wasm";

    /// <summary>Where <c>dotnet publish</c> puts them: beside the executable.</summary>
    public static PageFolders Published => new(In(AppContext.BaseDirectory, "pages"), In(AppContext.BaseDirectory, "designer"));

    /// <summary>Where they are in a checkout.</summary>
    /// <param name="studio">The folder <c>studio/</c>.</param>
    public static PageFolders InCheckout(string studio) => new(In(studio, "dist"), In(studio, Package));

    /// <summary>The page that every address of the console answers with.</summary>
    public string Shell => In(Console, "index.html");

    /// <summary>Whether everything is there.</summary>
    public bool AreThere => File.Exists(Shell) && Directory.Exists(In(Designer, "_framework"));

    /// <summary>Whether everything is there and no older than what it is built from.</summary>
    /// <param name="studio">The folder <c>studio/</c>.</param>
    public bool AreCurrent(string studio)
    {
        if (!AreThere)
            return false;
        var built = File.GetLastWriteTimeUtc(Shell);
        return Directory.EnumerateFiles(In(studio, "src"), "*", SearchOption.AllDirectories)
            .Append(In(studio, "package-lock.json"))
            .Append(In(studio, "index.html"))
            .All(file => File.GetLastWriteTimeUtc(file) <= built);
    }

    private static string In(string folder, string name) => Path.GetFullPath(Path.Combine(folder, name));
}
