namespace TapeFlows.Activities.Tests;

/// <summary>The definitions that ship with the product.</summary>
internal static class ShippedProcedures
{
    private static readonly string Folder = Find();

    public static readonly string[] Names = [.. Directory.EnumerateFiles(Folder, "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    public static string PathOf(string name) => Path.Combine(Folder, name + ".json");

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TapeFlows.sln")))
                return Path.Combine(folder.FullName, "workflows");
        }

        throw new DirectoryNotFoundException("The tests do not run below the repository.");
    }
}
