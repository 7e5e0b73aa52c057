using Microsoft.Extensions.DependencyInjection;
using Quartz;
using TapeFlows.Activities.Operations;
using TapeFlows.Operations;
using TapeFlows.Scheduling;
using TapeFlows.Scheduling.Runs;
using TapeFlows.Server.Data;

namespace TapeFlows.Server.Composition;

/// <summary>Has a server do tape work and run tasks: both on the scheduler of the engine, behind it.</summary>
internal static class TapeWork
{
    /// <summary>Adds <see cref="IOperations"/> and <see cref="Scheduling.Tasks.ITaskDesk"/>. The engine must be there already.</summary>
    public static IServiceCollection AddTapeWork(this IServiceCollection services, Station station)
    {
        var options = OptionsOf(station);
        services.AddSingleton(SiteOf(station));
        services.AddSingleton<IOperationListener, BookmarkListener>();
        services.AddQuartz(quartz => quartz.ServeDrives(options, TaskSchedulingExtensions.ExecutionGroup));
        services.AddTapeFlowsOperations(options);
        services.AddSingleton<IRunInterruption, OperationInterruption>();
        return services.AddTapeFlowsTasks(tasks => Configure(tasks, station.Settings.Scheduler));
    }

    /// <summary>How a station takes part in the operations of its database.</summary>
    public static OperationsOptions OptionsOf(Station station)
    {
        var settings = station.Settings.Operations;
        var options = new OperationsOptions
        {
            Database = station.CatalogOptions,
            Node = ServedNode.NameIn(station.Settings),
            MaxRunning = settings.MaxRunning,
            LeaseTime = TimeSpan.FromSeconds(settings.LeaseSeconds),
            SweepInterval = TimeSpan.FromSeconds(settings.SweepSeconds),
        };
        foreach (var drive in station.Settings.Drives)
            options.Drives.Add(drive);
        return options;
    }

    private static void Configure(TaskSettings tasks, SchedulerSettings settings)
    {
        tasks.MaxRuns = settings.MaxRuns;
        tasks.TimeZone = settings.Zone() ?? tasks.TimeZone;
        tasks.KeepLog = TimeSpan.FromDays(settings.KeepLogDays);
        tasks.KeepFailures = TimeSpan.FromDays(settings.KeepFailuresDays);
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
