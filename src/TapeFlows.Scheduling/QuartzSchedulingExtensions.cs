using Elsa.Scheduling.Features;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Quartz;
using TapeFlows.Scheduling.Firing;
using TapeFlows.Scheduling.Workflows;

namespace TapeFlows.Scheduling;

/// <summary>Puts Quartz behind the engine's scheduler.</summary>
public static class QuartzSchedulingExtensions
{
    /// <summary>
    /// Starts and resumes workflows by Quartz: <c>elsa.UseScheduling(x => x.UseQuartzScheduler(q => q.UsePostgreSql(connectionString)))</c>. Works with either engine.
    /// </summary>
    /// <remarks>Adds the scheduler of the host (<see cref="IScheduler"/> without a key) and the hosted service that starts and stops it.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static SchedulingFeature UseQuartzScheduler(this SchedulingFeature feature, Action<QuartzSchedulingOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(feature);
        var options = new QuartzSchedulingOptions();
        configure?.Invoke(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxConcurrency, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.MisfireThreshold, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.ClusterCheckinInterval, TimeSpan.Zero);

        var services = feature.Module.Services;
        services.AddQuartz(quartz => Configure(quartz, options));
        services.AddQuartzHostedService(x => x.WaitForJobsToComplete = true);
        services.AddSingleton(options);
        services.AddSingleton<QuartzWorkflowScheduler>();
        services.AddSingleton<QuartzCronParser>();
        feature.WorkflowScheduler = sp => sp.GetRequiredService<QuartzWorkflowScheduler>();
        feature.CronParser = sp => sp.GetRequiredService<QuartzCronParser>();
        return feature;
    }

    private static void Configure(IQuartzBuilder quartz, QuartzSchedulingOptions options)
    {
        quartz.UseDefaultThreadPool(options.MaxConcurrency);
        quartz.ConfigureScheduler(scheduler =>
        {
            scheduler.InstanceName = options.SchedulerName;
            if (options is { Node: { } node, Store: SchedulerStore.PostgreSql })
                scheduler.InstanceId = node;
            scheduler.MaxBatchSize = options.MaxConcurrency;
            // What another node or a command scheduled is noticed when this one looks the next time.
            scheduler.IdleWaitTime = TimeSpan.FromSeconds(options.Store == SchedulerStore.Memory ? 30 : 5);
            scheduler.DefaultTimeZone = options.TimeZone;
        });
        quartz.UseExecutionLimits((services, limits) =>
        {
            if (services.GetService<TaskSettings>() is { } tasks)
                limits.ForGroup(TaskTriggers.RunGroup, tasks.MaxRuns, ExecutionLimitScope.Cluster);
            options.Limit?.Invoke(limits);
        });
        if (options.Store == SchedulerStore.Memory)
            quartz.UseInMemoryStore(store => store.MisfireThreshold = options.MisfireThreshold);
        else
            quartz.UsePersistentStore(store => Configure(store, options));
    }

    private static void Configure(IPersistentStoreBuilder store, QuartzSchedulingOptions options)
    {
        store.ProvisionSchema();
        store.ConfigureStore(x =>
        {
            // Text that any version reads; nothing is ever deserialized into a type that the row names.
            x.StoreJobDataAsStrings = true;
            x.MisfireThreshold = options.MisfireThreshold;
        });
        if (options.Store == SchedulerStore.Sqlite)
        {
            store.UseSqlite(SqliteFactory.Instance, options.ConnectionString);
            return;
        }

        store.UsePostgres(NpgsqlFactory.Instance, options.ConnectionString);
        store.UseClustering(x =>
        {
            x.CheckinInterval = options.ClusterCheckinInterval;
            x.CheckinMisfireThreshold = options.ClusterCheckinInterval;
        });
    }
}
