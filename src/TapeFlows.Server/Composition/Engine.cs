using Elsa.Extensions;
using Elsa.Workflows.Management;
using Microsoft.Extensions.DependencyInjection;
using TapeFlows.Activities;
using TapeFlows.Activities.Runs;
using TapeFlows.Backup;
using TapeFlows.Server.Data;
using TapeFlows.Server.Hosting;

namespace TapeFlows.Server.Composition;

/// <summary>
/// Puts the workflow engine together. Nothing else in the product may know which engine stands behind the Elsa API: the one in this
/// repository, or the Elsa packages (<c>-p:WorkflowEngine=Elsa</c>).
/// </summary>
internal static class Engine
{
    /// <summary>The name of the engine in use, for the log and for /health.</summary>
#if ELSA_PACKAGES
    public const string Name = "Elsa";
#else
    public const string Name = "Elsa.Embedded";
#endif

    /// <summary>Adds the engine, the tape activities and what they work with.</summary>
    public static IServiceCollection AddProcedures(this IServiceCollection services, Station station)
    {
        services.AddSingleton<IVolumeCatalog>(station.Catalog);
        services.AddSingleton(SiteOf(station));
        services.AddSingleton<TapeRuns>();
        services.AddElsa(elsa => elsa.AddActivitiesFrom<SelectVolume>());
        return services;
    }

    /// <summary>Builds the services of a command that runs a procedure, and has the engine learn its activities.</summary>
    public static async Task<ServiceProvider> StartAsync(Station station, LogFile log)
    {
        var services = new ServiceCollection();
        services.AddLogging(log.AddTo);
        services.AddProcedures(station);
        var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<IActivityRegistryPopulator>().PopulateRegistryAsync();
        return provider;
    }

    private static TapeSite SiteOf(Station station)
    {
        var backup = station.Settings.Backup;
        return new TapeSite
        {
            Catalog = station.Catalog,
            Library = station.Library,
            Clock = station.Clock,
            SpoolFolder = station.Folder.SpoolFolder,
            LeaveOut = [station.Folder.Path, station.LibraryPath],
            BlockSize = checked((int)backup.BlockSize.Bytes),
            SegmentSize = backup.SegmentSize.Bytes,
            BufferBytes = backup.Buffer.Bytes,
            DefaultPool = backup.Pool,
            DefaultCompression = backup.Compression,
        };
    }
}
