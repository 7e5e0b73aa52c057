using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TapeFlows.Scheduling.Conditions;
using TapeFlows.Scheduling.Firing;
using TapeFlows.Scheduling.Procedures;
using TapeFlows.Scheduling.Runs;
using TapeFlows.Scheduling.Store;
using TapeFlows.Scheduling.Tasks;

namespace TapeFlows.Scheduling;

/// <summary>Tasks in a service collection.</summary>
public static class TaskSchedulingExtensions
{
    /// <summary>Quartz's execution group of the runs of tasks: a node that serves groups by name has to serve this one, too, to run tasks.</summary>
    public const string ExecutionGroup = TaskTriggers.RunGroup;

    /// <summary>
    /// Adds tasks: <see cref="ITaskDesk"/>, and what fires them. Needs an engine with a database and its scheduler on Quartz in the same one (<see cref="QuartzSchedulingExtensions.UseQuartzScheduler"/>).
    /// Register an <see cref="IRunInterruption"/>, an <see cref="ITaskAlerts"/> and an <see cref="IReadiness"/> before or after; without them nothing can be paused, alerts go to the log, and runs start
    /// whatever state the house is in.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="configure">Changes the settings.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static IServiceCollection AddTapeFlowsTasks(this IServiceCollection services, Action<TaskSettings>? configure = null)
    {
        var settings = new TaskSettings();
        configure?.Invoke(settings);
        settings.Validate();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(settings);
        services.AddSingleton(provider => TaskDatabase.Create(provider.GetRequiredService<QuartzSchedulingOptions>()));
        services.AddSingleton<TaskStore>();
        services.AddSingleton<RunLedger>();
        services.AddSingleton<RunLog>();
        services.AddSingleton<PlannedFires>();
        services.AddSingleton<TaskTriggers>();
        services.AddSingleton<TaskRules>();
        services.AddSingleton<WorkflowTasks>();
        services.TryAddSingleton<IMachine, LinuxMachine>();
        services.AddSingleton<ConditionCheck>();
        services.AddSingleton<FinishSignals>();
        services.AddNotificationHandler<FinishHandler>();
        services.AddSingleton<TriggeredRuns>();
        services.AddScoped<TriggerLog>();
        services.AddNotificationHandler<TriggerLog>();
        services.AddScoped<ProcedureRuns>();
        services.AddScoped<RunWatch>();
        services.AddScoped<RunKeeper>();
        services.TryAddSingleton<IRunInterruption, NoInterruption>();
        services.TryAddSingleton<ITaskAlerts, LoggedAlerts>();
        services.TryAddSingleton<IReadiness, AlwaysReady>();
        services.AddSingleton<ITaskDesk, TaskDesk>();
        services.AddHostedService<TaskHost>();
        return services;
    }
}
