using TapeFlows.Backup;
using TapeFlows.Backup.Runs;
using TapeFlows.Backup.Sources;
using TapeFlows.Backup.Volumes;
using TapeFlows.Catalog;
using TapeFlows.Tape.Virtual;

namespace TapeFlows.Scenarios;

public sealed class SmokeTests
{
    [Theory]
    [InlineData("none")]
    [InlineData("zstd")]
    public async Task A_tree_goes_to_tape(string compression)
    {
        var dir = Directory.CreateTempSubdirectory("tf").FullName;
        var src = Environment.GetEnvironmentVariable("SMOKE_SRC") ?? "/usr/share/doc";
        using var library = VirtualLibrary.Create(Path.Combine(dir, "lib"), new VirtualLibraryOptions { Slots = 8, Drives = 2, Capacity = long.Parse(Environment.GetEnvironmentVariable("SMOKE_CAP") ?? "67108864") });
        await using var catalog = await CatalogDatabase.OpenAsync(new CatalogOptions { Provider = CatalogProvider.Sqlite, Path = Path.Combine(dir, "catalog.db") }, TimeProvider.System, default);
        await using var session = new LibrarySession(library, catalog, TimeProvider.System);
        var run = new BackupRun(catalog, session, TimeProvider.System);
        for (var i = 0; i < 2; i++)
        {
            var result = await run.ExecuteAsync(new BackupRequest { Sources = new SourceOptions { Roots = [src] }, SpoolFolder = Path.Combine(dir, "spool"), Compression = compression });
            Console.WriteLine($"{result.Elapsed.TotalSeconds:F2} s {result.Set.Files} files {result.Set.Bytes} bytes, tape {result.TapeBytes} on {string.Join(",", result.Volumes)} warnings {result.Warnings}");
            foreach (var p in result.Problems.Take(5)) Console.WriteLine(p);
        }
        Console.WriteLine(dir);
    }
}
