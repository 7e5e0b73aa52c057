namespace TapeFlows.Benchmarks;

/// <summary>What to measure, and on how much data.</summary>
internal sealed record Arguments
{
    private const string Usage =
        """
        dotnet run -c Release --project tests/Benchmarks -- [--full] [--only NAME]... [--rounds N] [--folder DIR]
          --full         8 GiB of large files, 200,000 small ones, a catalog of 10,000,000 rows (the figures of the product; needs 40 GB and an hour)
          --only NAME    large, small, unchanged, restore, memory, process, catalog, engine, workflows, lists, start, tasks; may be given again
          --rounds N     how often each side runs; the median counts (3; with --full 5)
          --folder DIR   where the data goes (the directory for temporary files)
        """;

    public bool IsFull { get; private init; }

    public IReadOnlyList<string> Only { get; private init; } = [];

    public int Rounds { get; private init; }

    public string Folder { get; private init; } = Path.GetTempPath();

    /// <summary>This process only makes one backup or one restore, so that its memory can be looked at: folder, and source or target.</summary>
    public (string Step, string Folder, string Directory)? Child { get; private init; }

    public long LargeBytes => IsFull ? 8L << 30 : 512L << 20;

    public int LargeFiles => IsFull ? 32 : 8;

    public int SmallFiles => IsFull ? 200_000 : 20_000;

    public int CatalogRows => IsFull ? 10_000_000 : 400_000;

    /// <summary>Instances in the database whose lists are read, and in the one that an engine starts with.</summary>
    public int Instances => IsFull ? 100_000 : 10_000;

    public bool Wants(string name) => Only.Count == 0 || Only.Contains(name, StringComparer.Ordinal);

    public static Arguments? Parse(string[] args)
    {
        var arguments = new Arguments();
        var rounds = 0;
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--full":
                    arguments = arguments with { IsFull = true };
                    break;
                case "--only" when i + 1 < args.Length:
                    arguments = arguments with { Only = [.. arguments.Only, args[++i]] };
                    break;
                case "--folder" when i + 1 < args.Length:
                    arguments = arguments with { Folder = args[++i] };
                    break;
                case "--rounds" when i + 1 < args.Length && int.TryParse(args[i + 1], out rounds) && rounds > 0:
                    i++;
                    break;
                case "--child" when i + 3 < args.Length:
                    arguments = arguments with { Child = (args[++i], args[++i], args[++i]) };
                    break;
                default:
                    Console.Error.WriteLine(Usage);
                    return null;
            }
        }

        return arguments with { Rounds = rounds > 0 ? rounds : arguments.IsFull ? 5 : 3 };
    }
}
