using Microsoft.Extensions.DependencyInjection;
using Quartz;
using TapeFlows.Activities.Operations;
using TapeFlows.Operations;
using TapeFlows.Operations.Resilience;
using TapeFlows.Scheduling;
using TapeFlows.Scheduling.Runs;
using TapeFlows.Server.Data;

namespace TapeFlows.Server.Composition;

/// <summary>The tape work of a host: a server's is durable and shared with other nodes, and it runs tasks; a command does its own.</summary>
internal static class TapeWork
{
    /// <summary>Adds the <see cref="IOperations"/> of a command: what it does is its own and ends with it.</summary>
    public static IServiceCollection AddOwnTapeWork(this IServiceCollection services, Station station)
    {
        var options = OptionsOf(station);
        options.IsPrivate = true;
        // Somebody sits and waits: a drive that another process has is told at once.
        options.DeviceTrouble[DeviceTrouble.Busy].Attempts = 0;
        return services.AddTapeFlowsOperations(options).AddNotices(station);
    }

    /// <summary>Adds the <see cref="IOperations"/> and the <see cref="Scheduling.Tasks.ITaskDesk"/> of a server. The engine must be there already.</summary>
    public static IServiceCollection AddTapeWork(this IServiceCollection services, Station station)
    {
        var options = OptionsOf(station);
        services.AddSingleton<IOperationListener, BookmarkListener>();
        services.AddQuartz(quartz => quartz.ServeDrives(options, TaskSchedulingExtensions.ExecutionGroup));
        services.AddTapeFlowsOperations(options);
        services.AddNotices(station).AddAlerts();
        services.AddSingleton<IRunInterruption, OperationInterruption>();
        return services.AddTasks(station);
    }

    /// <summary>Adds <see cref="Scheduling.Tasks.ITaskDesk"/>. The engine must be there already.</summary>
    public static IServiceCollection AddTasks(this IServiceCollection services, Station station) =>
        services.AddTapeFlowsTasks(tasks => Configure(tasks, station.Settings.Scheduler));

    /// <summary>How a station takes part in the operations of its database.</summary>
    public static OperationsOptions OptionsOf(Station station)
    {
        var settings = station.Settings.Operations;
        var options = new OperationsOptions
        {
            Database = station.EngineOptions,
            Node = ServedNode.NameIn(station.Settings),
            MaxRunning = settings.MaxRunning,
            LeaseTime = TimeSpan.FromSeconds(settings.LeaseSeconds),
            SweepInterval = TimeSpan.FromSeconds(settings.SweepSeconds),
            WaitsForVolumes = settings.WaitForVolumes,
            // A data folder has one server at a time, and a name on PostgreSQL too (NodeClaim).
            IsNodeAlone = true,
        };
        foreach (var drive in station.Settings.Drives)
            options.Drives.Add(drive);
        foreach (var (name, trouble) in settings.DeviceTrouble ?? new Dictionary<string, DeviceTroubleSettings>())
        {
            options.DeviceTrouble[name] = new DeviceRetryOptions
            {
                Attempts = trouble.Attempts,
                Delay = TimeSpan.FromSeconds(trouble.DelaySeconds),
                MaxDelay = TimeSpan.FromSeconds(trouble.MaxDelaySeconds),
            };
        }

        return options;
    }

    private static void Configure(TaskSettings tasks, SchedulerSettings settings)
    {
        tasks.MaxRuns = settings.MaxRuns;
        tasks.TimeZone = settings.Zone() ?? tasks.TimeZone;
        tasks.KeepLog = TimeSpan.FromDays(settings.KeepLogDays);
        tasks.KeepFailures = TimeSpan.FromDays(settings.KeepFailuresDays);
    }

    /// <summary>What a station gives its procedures to work with.</summary>
    public static TapeSite SiteOf(Station station)
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
