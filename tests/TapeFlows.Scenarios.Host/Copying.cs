using TapeFlows.Backup.Copies;
using TapeFlows.Backup.Volumes;
using TapeFlows.Catalog;
using TapeFlows.Tape.Virtual;

namespace TapeFlows.Scenarios.Host;

/// <summary>One copy of a set to the pool <c>offsite</c>, with both drives of the library.</summary>
internal static class Copying
{
    public static async Task<int> RunAsync(string folder, Steps steps, Guid setId, Guid copyId, string? connectionString)
    {
        using var library = new SteppingLibrary(VirtualLibrary.Open(Path.Combine(folder, "library")), steps);
        var options = connectionString is null ? CatalogOptions.InFolder(folder) : new CatalogOptions { Provider = CatalogProvider.PostgreSql, ConnectionString = connectionString };
        await using var database = await CatalogDatabase.OpenAsync(options, TimeProvider.System);
        var catalog = SteppingCatalog.Around(database, steps);
        await using var session = new LibrarySession(library, catalog, TimeProvider.System);
        var request = new CopyRequest
        {
            SetId = setId, CopyId = copyId, Pool = "offsite", Drives = 2, BlockSize = 4096, BufferBytes = 16 * 4096, SpoolFolder = Path.Combine(folder, "spool"),
        };
        Console.WriteLine("begins");
        try
        {
            await new CopyRun(catalog, session, TimeProvider.System).ExecuteAsync(request);
            Console.WriteLine($"completes after {steps.Count}");
            return 0;
        }
        catch (TapeException e)
        {
            Console.WriteLine($"fails: {e.Message}");
            return 2;
        }
    }
}
