
namespace TapeFlows.Scenarios.Restoring;

/// <summary>Makes and changes trees of every kind of entry, the same ones for the same seed.</summary>
internal sealed class RandomTree(string root, Random random)
{
    private readonly List<string> _files = [];
    private int _number;

    public void Grow(int entries)
    {
        for (var i = 0; i < entries; i++)
            AddOne();
    }

    /// <summary>Changes, removes, renames and adds, so that a differential or incremental set has all of it.</summary>
    public void Change(int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            var pick = _files.Count == 0 ? -1 : random.Next(_files.Count);
            switch (random.Next(5))
            {
                case 0 when pick >= 0:
                    File.Delete(_files[pick]);
                    _files.RemoveAt(pick);
                    break;
                case 1 when pick >= 0:
                    var moved = NewName();
                    File.Move(_files[pick], moved);
                    _files[pick] = moved;
                    break;
                case 2 when pick >= 0:
                    Fill(_files[pick]);
                    break;
                default:
                    AddOne();
                    break;
            }
        }
    }

    private void AddOne()
    {
        var path = NewName();
        switch (random.Next(12))
        {
            case 0:
                File.CreateSymbolicLink(path, $"../somewhere/{_number}");
                break;
            case 1 when _files.Count > 0:
                Run("ln", _files[random.Next(_files.Count)], path);
                break;
            case 2:
                Run("mkfifo", path);
                break;
            case 3:
                Directory.CreateDirectory(path);
                Run("chmod", $"7{random.Next(8)}{random.Next(8)}", path);
                break;
            case 4:
                Run("truncate", "-s", $"{random.Next(1, 400)}K", path);
                using (var hole = File.OpenWrite(path))
                {
                    hole.Position = random.Next(0, 200_000);
                    hole.Write(new byte[random.Next(1, 5000)].Select(_ => (byte)7).ToArray());
                }

                break;
            default:
                Fill(path);
                _files.Add(path);
                if (random.Next(4) == 0)
                    Run("chmod", $"6{random.Next(8)}{random.Next(8)}", path);
                break;
        }
    }

    private void Fill(string path)
    {
        var size = random.Next(5) switch { 0 => 0, 1 => random.Next(0, 600), 2 => random.Next(0, 20_000), 3 => random.Next(0, 150_000), _ => random.Next(0, 500_000) };
        var content = new byte[size];
        if (random.Next(2) == 0)
            random.NextBytes(content);
        File.WriteAllBytes(path, content);
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddTicks(random.NextInt64(0, 16_000_000_000_000_000)));
    }

    private string NewName()
    {
        var directory = Path.Combine(root, $"d{random.Next(6)}", new string((char)('a' + random.Next(3)), random.Next(1, 120)));
        Directory.CreateDirectory(directory);
        return Path.Combine(directory, $"{(char)('a' + random.Next(26))}{_number++}");
    }

    private static void Run(string command, params string[] arguments) => StockTool.RunWell("/", command, arguments);
}
