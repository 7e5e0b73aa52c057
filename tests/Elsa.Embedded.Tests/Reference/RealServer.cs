using System.Text.Json.Nodes;

namespace Elsa.Embedded.Tests.Reference;

/// <summary>What a real Elsa 3.8 server exported and did, where it lies beside the checkout.</summary>
internal static class RealServer
{
    public static string? Folder { get; } = Find();

    public static void SkipWhereMissing() => Assert.SkipWhen(Folder is null, "The recordings of a real server are not beside the checkout.");

    public static IEnumerable<string> Definitions => Names("definitions", "*.json");

    /// <summary>The recordings in a folder of answers, without their extension.</summary>
    public static IEnumerable<string> Answers(string folder, string pattern) => Names(Path.Combine("http", folder), pattern);

    public static string Definition(string name) => File.ReadAllText(Path.Combine(Folder!, "definitions", $"{name}.json"));

    /// <summary>A recording of a run, such as <c>journal-final</c>; null if there is none.</summary>
    public static JsonNode? Run(string definition, string file) => Read(Path.Combine("runs", definition, $"{file}.json"));

    public static JsonNode Answer(string folder, string name) => Read(Path.Combine("http", folder, $"{name}.json"))!;

    private static JsonNode? Read(string path)
    {
        var file = Path.Combine(Folder!, path);
        return File.Exists(file) ? JsonNode.Parse(File.ReadAllText(file)) : null;
    }

    private static IEnumerable<string> Names(string folder, string pattern) => Folder is null
        ? []
        : Directory.GetFiles(Path.Combine(Folder, folder), pattern).Select(x => Path.GetFileNameWithoutExtension(x)).Order(StringComparer.Ordinal);

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "TapeFlows.sln")))
                continue;
            var beside = Path.Combine(folder.Parent?.FullName ?? "/", "shared", "elsa");
            return Directory.Exists(Path.Combine(beside, "runs")) ? beside : null;
        }

        return null;
    }
}
