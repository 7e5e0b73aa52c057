using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Quartz;
using TapeFlows.Operations.Database;
using TapeFlows.Operations.Delivery;
using TapeFlows.Operations.Executors;
using TapeFlows.Operations.Inbox;
using TapeFlows.Operations.Leases;
using TapeFlows.Operations.Mounts;
using TapeFlows.Operations.Queue;
using TapeFlows.Operations.Resilience;
using TapeFlows.Operations.Sending;
using TapeFlows.Operations.Sessions;

namespace TapeFlows.Operations;

/// <summary>The operations in a service collection, and in Quartz.</summary>
public static class OperationsExtensions
{
    /// <summary>
    /// Adds <see cref="IOperations"/>, the executors, and the hosted service that has this node take part. Needs a <see cref="TapeSite"/>, a
    /// <see cref="Quartz.IScheduler"/> with <see cref="UseOperations"/>, and listeners (<see cref="IOperationListener"/>) for those who wait. Add it behind
    /// Quartz's own hosted service, so that it stops before it. A process whose operations are private needs neither Quartz nor listeners, and no host.
    /// </summary>
    /// <exception cref="OperationException">An option is out of range.</exception>
    public static IServiceCollection AddTapeFlowsOperations(this IServiceCollection services, OperationsOptions options)
    {
        options.Validate();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(_ => new OperationsDatabase(options.Database));
        foreach (var part in (Type[])[
            typeof(OperationStore), typeof(FencedOperations), typeof(LeaseStore), typeof(LeaseKeeper), typeof(Places), typeof(RunSessions), typeof(DevicePipeline), typeof(OperationFeed),
            typeof(DeliveryPump), typeof(PostponedOperations), typeof(MountRequests), typeof(OperationWorker), typeof(OperationsHost)])
            services.AddSingleton(part);
        services.AddSingleton(typeof(IOperationTurns), options.IsPrivate ? typeof(OwnTurns) : typeof(OperationTriggers));
        services.AddSingleton<IOperations, OperationBoard>();
        services.AddSingleton<IInboxListener, MountAnswers>();
        services.AddSingleton<ArchiveChannels>();
        services.AddTransient<OperationJob>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<OperationsHost>());
        return services.AddInbox().AddExecutors();
    }

    /// <summary>Prepares a scheduler that has no limits of its own: <see cref="LimitOperations"/> and <see cref="ServeDrives"/>.</summary>
    /// <param name="quartz">The scheduler of the host.</param>
    /// <param name="options">Of the operations.</param>
    /// <param name="otherGroups">See <see cref="ServeDrives"/>.</param>
    public static IQuartzBuilder UseOperations(this IQuartzBuilder quartz, OperationsOptions options, params string[] otherGroups) =>
        quartz.UseExecutionLimits(limits => limits.LimitOperations(options)).ServeDrives(options, otherGroups);

    /// <summary>
    /// Says how many operations may run at once: one for each drive, and <see cref="OperationsOptions.MaxRunning"/> that name none, over all nodes. Quartz takes the limits of a
    /// scheduler from one declaration: who has more of them writes this into it.
    /// </summary>
    public static ExecutionLimitsBuilder LimitOperations(this ExecutionLimitsBuilder limits, OperationsOptions options) => limits
        .ForGroupsWithPrefix(OperationTriggers.DrivePrefix, 1, ExecutionLimitScope.Cluster)
        .ForGroup(OperationTriggers.AnyDrive, options.MaxRunning, ExecutionLimitScope.Cluster);

    /// <summary>Has a node that does not serve all drives leave the operations of others alone.</summary>
    /// <param name="quartz">The scheduler of the host.</param>
    /// <param name="options">Of the operations.</param>
    /// <param name="otherGroups">The execution groups of other rooms that the node serves; what has no group is served by every node.</param>
    public static IQuartzBuilder ServeDrives(this IQuartzBuilder quartz, OperationsOptions options, params string[] otherGroups)
    {
        if (options.Drives.Count > 0)
            quartz.ServeExecutionGroups(["_", OperationTriggers.AnyDrive, .. otherGroups, .. options.Drives.Select(drive => OperationTriggers.DrivePrefix + drive)]);
        return quartz;
    }

    private static IServiceCollection AddExecutors(this IServiceCollection services) => services
        .AddSingleton<IOperationExecutor, SelectExecutor>()
        .AddSingleton<IOperationExecutor, MountExecutor>()
        .AddSingleton<IOperationExecutor, UnloadExecutor>()
        .AddSingleton<IOperationExecutor, WriteExecutor>()
        .AddSingleton<IOperationExecutor, VerifyExecutor>()
        .AddSingleton<IOperationExecutor, PlanExecutor>()
        .AddSingleton<IOperationExecutor, ReadExecutor>()
        .AddSingleton<IOperationExecutor, InventoryExecutor>()
        .AddSingleton<IOperationExecutor, MoveExecutor>()
        .AddSingleton<IOperationExecutor, LabelExecutor>()
        .AddSingleton<IOperationExecutor, RebuildExecutor>()
        .AddSingleton<IOperationExecutor, CopyExecutor>()
        .AddSingleton<IOperationExecutor, CleanExecutor>()
        .AddSingleton<IOperationExecutor, SendExecutor>();
}
