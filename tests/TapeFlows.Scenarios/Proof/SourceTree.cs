namespace TapeFlows.Scenarios.Proof;

/// <summary>A source tree of random files, and changes to it; the same for the same seed.</summary>
internal static class SourceTree
{
    public static void Make(string root, Random random, int files, int largest)
    {
        for (var i = 0; i < files; i++)
            WriteRandom(Path.Combine(root, $"d{random.Next(4)}", $"e{random.Next(3)}", $"f{i:d3}"), random, largest);
    }

    /// <summary>Changes, adds and removes some files.</summary>
    public static void Change(string root, Random random, int changes, int largest)
    {
        var files = Directory.GetFiles(root, "*", SearchOption.AllDirectories);
        Array.Sort(files, StringComparer.Ordinal);
        for (var i = 0; i < changes; i++)
        {
            var file = files[random.Next(files.Length)];
            switch (random.Next(3))
            {
                case 0:
                    File.Delete(file);
                    break;
                case 1:
                    WriteRandom(file, random, largest);
                    break;
                default:
                    WriteRandom(file + "n" + random.Next(1000), random, largest);
                    break;
            }
        }
    }

    private static void WriteRandom(string path, Random random, int largest)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // Mostly small, seldom large, as in real trees.
        var content = new byte[random.Next(1 + random.Next(largest))];
        random.NextBytes(content);
        File.WriteAllBytes(path, content);
    }
}
