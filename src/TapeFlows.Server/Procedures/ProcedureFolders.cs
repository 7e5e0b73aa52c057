namespace TapeFlows.Server.Procedures;

/// <summary>Where definitions come from: those that ship with the product are beside the executable, an operator's own files in the data folder.</summary>
internal static class ProcedureFolders
{
    /// <summary>The definitions that ship with the product.</summary>
    public static string Shipped => Path.Combine(AppContext.BaseDirectory, "workflows");

    /// <summary>The file of a definition that ships with the product; null when none of that name does.</summary>
    /// <param name="definitionId">For example <c>full-backup</c>.</param>
    public static string? ShippedFile(string definitionId) => FileOf(Shipped, definitionId);

    /// <summary>The file of a definition in a folder; null when there is none. An id is somebody's text and never a path.</summary>
    public static string? FileOf(string folder, string definitionId) =>
        Files(folder).FirstOrDefault(file => string.Equals(Path.GetFileNameWithoutExtension(file), definitionId, StringComparison.Ordinal));

    /// <summary>The definitions in a folder, in order.</summary>
    public static IReadOnlyList<string> Files(string folder)
    {
        if (!Directory.Exists(folder))
            return [];
        var files = Directory.GetFiles(folder, "*.json");
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }
}
