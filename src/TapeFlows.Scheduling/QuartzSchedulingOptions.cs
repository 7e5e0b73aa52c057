using Quartz;

namespace TapeFlows.Scheduling;

/// <summary>Where Quartz keeps what is scheduled, and how it works it off.</summary>
public sealed class QuartzSchedulingOptions
{
    /// <summary>The name of the scheduler: nodes of one name on one database share the work. Default: TapeFlows.</summary>
    public string SchedulerName { get; set; } = "TapeFlows";

    /// <summary>The name of this node, another one for each on a database; <see langword="null"/>: made up at each start. What prefers a node names it so.</summary>
    public string? Node { get; set; }

    /// <summary>How many workflows are started or resumed at a time by this node: 1 or more. Default: 10.</summary>
    public int MaxConcurrency { get; set; } = 10;

    /// <summary>The time zone of cron expressions that name none (<c>CRON_TZ=Europe/Berlin 0 3 * * *</c> names one). Default: UTC, as Elsa counts.</summary>
    public TimeZoneInfo TimeZone { get; set; } = TimeZoneInfo.Utc;

    /// <summary>How late something may be before all its missed times count as one. Default: 2 seconds, so that a timer does not make up for a restart beat by beat.</summary>
    public TimeSpan MisfireThreshold { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often a node says that it lives. One that is silent for about twice as long is dead, and the others take over what it was at. Default: 5 seconds.</summary>
    public TimeSpan ClusterCheckinInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Limits of others on this scheduler; those of tasks are there by themselves. Quartz takes one declaration of limits, and this is part of it.</summary>
    public Action<ExecutionLimitsBuilder>? Limit { get; set; }

    internal SchedulerStore Store { get; private set; }

    /// <summary>What a node is called where people read it. Quartz's own id is that name only in a cluster: elsewhere it has to stay the same, because by it Quartz finds what a dead process left.</summary>
    internal string NameOf(string schedulerInstanceId, bool isThis = true) => isThis && Node is { } name ? name : schedulerInstanceId;

    internal string ConnectionString { get; private set; } = "";

    /// <summary>Keeps everything in memory: what is scheduled is gone with the process. For tests; the default.</summary>
    public QuartzSchedulingOptions UseMemory()
    {
        (Store, ConnectionString) = (SchedulerStore.Memory, "");
        return this;
    }

    /// <summary>Keeps everything in the engine's SQLite database, in tables of its own (QRTZ_...), for one process.</summary>
    public QuartzSchedulingOptions UseSqlite(string connectionString)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        (Store, ConnectionString) = (SchedulerStore.Sqlite, connectionString);
        return this;
    }

    /// <summary>Keeps everything in the engine's PostgreSQL database, in tables of its own (qrtz_...), for any number of nodes: each time that something is due, one of them does it.</summary>
    public QuartzSchedulingOptions UsePostgreSql(string connectionString)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        (Store, ConnectionString) = (SchedulerStore.PostgreSql, connectionString);
        return this;
    }
}

internal enum SchedulerStore
{
    Memory,
    Sqlite,
    PostgreSql,
}
