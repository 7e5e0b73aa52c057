using TapeFlows.Backup.Retention;
using TapeFlows.Catalog;

namespace TapeFlows.Scenarios.Host;

/// <summary>What the procedure cleanup does to sets and volumes, with a policy by count, so that no test has to wait for age.</summary>
internal static class Cleanup
{
    public static async Task<int> RunAsync(string folder, Steps steps)
    {
        await using var database = await CatalogDatabase.OpenAsync(CatalogOptions.InFolder(folder), TimeProvider.System);
        var catalog = SteppingCatalog.Around(database, steps);
        Console.WriteLine("begins");
        var policies = new RetentionPolicies(new RetentionPolicy { KeepLast = 1, KeepAtMost = 1 }, new Dictionary<string, RetentionPolicy>(StringComparer.Ordinal));
        await new SetExpiry(catalog, policies, TimeProvider.System).RunAsync();
        await new VolumeRecycling(catalog).RunAsync();
        Console.WriteLine($"completes after {steps.Count}");
        return 0;
    }
}
