using System.Globalization;

namespace TapeFlows.Benchmarks.Data;

/// <summary>
/// Source trees, the same for the same arguments on any machine: content, names, modes, times. Modification times lie in the past, so that nothing
/// looks as if it had changed just now.
/// </summary>
internal static class SourceData
{
    private const int FilesPerDirectory = 50;
    private const int LargestSmallFile = 512 * 1024;
    private static readonly DateTime Settled = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly string[] Words = ["src", "docs", "home", "mail", "photos 2025", "projekt-ä", "archive", "conf.d", "modules", "lib", "test", "data"];
    private static readonly string[] Endings = [".txt", ".c", ".log", ".json", ".jpg", ".html", ".dat", ""];

    /// <summary>A few large files, text and random in turn.</summary>
    public static void MakeLarge(string root, int files, long bytes)
    {
        Directory.CreateDirectory(root);
        var pool = new TextPool(1);
        var chunk = new byte[4 << 20];
        for (var i = 0; i < files; i++)
        {
            var random = new Random(i);
            var path = Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"big{i:d3}{(i % 2 == 0 ? ".txt" : ".bin")}"));
            using (var file = File.Create(path, 1))
            {
                for (var rest = bytes / files; rest > 0; rest -= chunk.Length)
                {
                    pool.Fill(chunk, random, isText: i % 2 == 0);
                    file.Write(chunk.AsSpan(0, (int)Math.Min(rest, chunk.Length)));
                }
            }

            File.SetLastWriteTimeUtc(path, Settled.AddSeconds(i));
        }
    }

    /// <summary>Many small files in nested directories; sizes log-normal around 8 KiB, seven of ten are text.</summary>
    public static void MakeSmall(string root, int files)
    {
        var random = new Random(2);
        var pool = new TextPool(2);
        var directories = MakeDirectories(root, files / FilesPerDirectory, random);
        var content = new byte[LargestSmallFile];
        for (var i = 0; i < files; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"f{i:d6}{Endings[random.Next(Endings.Length)]}");
            Put(Path.Combine(directories[i % directories.Count], name), content, pool, random, Settled.AddSeconds(i));
        }

        Settle(directories, root);
    }

    /// <summary>What a day brings: of a hundred files, one is rewritten, half a one goes and half a one comes.</summary>
    public static void Mutate(string root, int generation)
    {
        var random = new Random(1000 + generation);
        var pool = new TextPool(3);
        var files = Directory.GetFiles(root, "*", SearchOption.AllDirectories);
        Array.Sort(files, StringComparer.Ordinal);
        random.Shuffle(files);
        var content = new byte[LargestSmallFile];
        var time = Settled.AddDays(generation);
        var hundredth = Math.Max(2, files.Length / 100);
        foreach (var path in files.AsSpan(0, hundredth))
            Put(path, content, pool, random, time);
        foreach (var path in files.AsSpan(hundredth, hundredth / 2))
            File.Delete(path);
        foreach (var path in files.AsSpan(2 * hundredth, hundredth / 2))
            Put(string.Create(CultureInfo.InvariantCulture, $"{path}.{generation}"), content, pool, random, time);
    }

    private static List<string> MakeDirectories(string root, int count, Random random)
    {
        var directories = new List<string> { root };
        Directory.CreateDirectory(root);
        while (directories.Count <= count)
        {
            var parent = directories[random.Next(20) < 3 ? 0 : random.Next(directories.Count)];
            if (parent.Count(letter => letter == '/') - root.Count(letter => letter == '/') >= 6)
                continue;
            var name = string.Create(CultureInfo.InvariantCulture, $"{Words[random.Next(Words.Length)]}{directories.Count:d4}");
            directories.Add(Directory.CreateDirectory(Path.Combine(parent, name)).FullName);
        }

        return directories;
    }

    private static void Put(string path, byte[] content, TextPool pool, Random random, DateTime time)
    {
        var size = (int)Math.Min(LargestSmallFile, LogNormal(random, mean: 8192, spread: 1.2));
        pool.Fill(content.AsSpan(0, size), random, isText: random.NextDouble() < 0.7);
        using (var file = File.Create(path, 1))
            file.Write(content, 0, size);
        File.SetLastWriteTimeUtc(path, time);
    }

    private static double LogNormal(Random random, double mean, double spread)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return Math.Exp(Math.Log(mean) - (spread * spread / 2) + (spread * normal));
    }

    /// <summary>Deepest first: making a file changes the time of its directory only.</summary>
    private static void Settle(List<string> directories, string root)
    {
        foreach (var directory in directories.OrderByDescending(path => path.Length))
            Directory.SetLastWriteTimeUtc(directory, Settled);
        Directory.SetLastWriteTimeUtc(root, Settled);
    }
}
