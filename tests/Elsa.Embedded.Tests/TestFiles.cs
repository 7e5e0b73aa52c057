namespace Elsa.Embedded.Tests;

/// <summary>Definitions made after those that a real Elsa exports, and what it did with them.</summary>
internal static class TestFiles
{
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "TestData", name);

    public static string Definition(string name) => File.ReadAllText(PathOf($"{name}.json"));

    public static string[] Lines(string name) => File.ReadAllLines(PathOf(name));

    public static IEnumerable<string> Definitions => Directory.GetFiles(PathOf(""), "*.json").Select(x => Path.GetFileNameWithoutExtension(x));
}
