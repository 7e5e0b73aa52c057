using TapeFlows.Scheduling.Runs;

namespace TapeFlows.Scheduling.Tasks;

/// <summary>How the scheduler is doing.</summary>
/// <param name="Running">Whether this node fires what is due.</param>
/// <param name="TotalTasks">How many tasks there are, triggers of workflows among them; without one-offs.</param>
/// <param name="EnabledTasks">How many of them are enabled.</param>
/// <param name="RunningExecutions">The runs that go on.</param>
/// <param name="Queue">What waits: for its turn in order, then for something else.</param>
/// <param name="Nodes">The nodes that share the work.</param>
public sealed record SchedulerState(
    bool Running, int TotalTasks, int EnabledTasks, IReadOnlyList<Run> RunningExecutions, IReadOnlyList<Run> Queue, IReadOnlyList<SchedulerNode> Nodes)
{
    /// <summary>How many planned times <see cref="NextRuns"/> names at most.</summary>
    public const int MostNextRuns = 10;

    /// <summary>The first planned times to come of all enabled tasks, one for each task.</summary>
    public IReadOnlyList<NextRun> NextRuns { get; init; } = [];
}

/// <summary>When a task is planned next.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="TaskName">Its name.</param>
/// <param name="NextRunTime">Its next planned time; one that is past is made up for by the rule of the task, once a server is there.</param>
public sealed record NextRun(string TaskId, string TaskName, DateTimeOffset NextRunTime);

/// <summary>A node that shares the work.</summary>
/// <param name="Id">Its id.</param>
/// <param name="IsThis">Whether it answers.</param>
/// <param name="LastSeenAt">When it last said that it lives; <see langword="null"/>: it is the only one and need not.</param>
public sealed record SchedulerNode(string Id, bool IsThis, DateTimeOffset? LastSeenAt);
