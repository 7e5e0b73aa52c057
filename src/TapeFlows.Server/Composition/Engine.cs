using Elsa.Extensions;
using Elsa.Persistence.EFCore.Extensions;
using Elsa.Persistence.EFCore.Modules.Management;
using Elsa.Persistence.EFCore.Modules.Runtime;
using Elsa.Workflows.CommitStates;
using Elsa.Workflows.Management.Features;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Features;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using TapeFlows.Activities;
using TapeFlows.Activities.Runs;
using TapeFlows.Backup;
using TapeFlows.Catalog;
using TapeFlows.Server.Data;
using TapeFlows.Server.Hosting;
using TapeFlows.Server.Procedures;

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

    /// <summary>Adds the engine with its database, the tape activities and what they work with.</summary>
    public static IServiceCollection AddProcedures(this IServiceCollection services, Station station)
    {
        services.AddSingleton<IVolumeCatalog>(station.Catalog);
        services.AddSingleton(_ => SiteOf(station));
        services.AddSingleton<TapeRuns>();
        services.AddElsa(elsa => elsa
            .AddActivitiesFrom<SelectVolume>()
            // Tape work changes the world: what is done must be known to be done after each step.
            .Use<CommitStrategiesFeature>(strategies => strategies.AddStandardStrategies())
            .UseWorkflowManagement(management => Store(management, station))
            .UseWorkflowRuntime(runtime => Store(runtime, station))
            .UseJavaScript());
        return services;
    }

    /// <summary>Builds the services of a command that works with procedures, and has the engine learn its activities.</summary>
    /// <param name="station">Where to work.</param>
    /// <param name="log">Where to log what is done.</param>
    /// <param name="follower">Who watches journals as they are written; null: nobody.</param>
    public static async Task<ServiceProvider> StartAsync(Station station, LogFile log, JournalFollower? follower = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(log.AddTo);
        services.AddProcedures(station);
        if (follower is not null)
            JournalFollower.AddTo(services, follower);
        var provider = services.BuildServiceProvider();
#if ELSA_PACKAGES
        // Elsa makes its tables and fills its registries when its host starts.
        foreach (var service in provider.GetServices<Microsoft.Extensions.Hosting.IHostedService>())
            await service.StartAsync(CancellationToken.None);
#else
        await provider.GetRequiredService<IRegistriesPopulator>().PopulateAsync();
#endif
        return provider;
    }

    // One database for all that the engine keeps; where the catalog is shared by hosts, so is it.
    private static void Store(WorkflowManagementFeature management, Station station)
    {
        if (station.CatalogOptions.Provider == CatalogProvider.PostgreSql)
            management.UseEntityFrameworkCore(ef => ef.UsePostgreSql(station.CatalogOptions.ConnectionString));
        else
            management.UseEntityFrameworkCore(ef => ef.UseSqlite(InFile(station)));
    }

    private static void Store(WorkflowRuntimeFeature runtime, Station station)
    {
        if (station.CatalogOptions.Provider == CatalogProvider.PostgreSql)
            runtime.UseEntityFrameworkCore(ef => ef.UsePostgreSql(station.CatalogOptions.ConnectionString));
        else
            runtime.UseEntityFrameworkCore(ef => ef.UseSqlite(InFile(station)));
    }

    private static string InFile(Station station) => new SqliteConnectionStringBuilder { DataSource = station.Folder.EngineFile }.ToString();

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
