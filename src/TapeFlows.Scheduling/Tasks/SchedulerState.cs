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
    bool Running, int TotalTasks, int EnabledTasks, IReadOnlyList<Run> RunningExecutions, IReadOnlyList<Run> Queue, IReadOnlyList<SchedulerNode> Nodes);

/// <summary>A node that shares the work.</summary>
/// <param name="Id">Its id.</param>
/// <param name="IsThis">Whether it answers.</param>
/// <param name="LastSeenAt">When it last said that it lives; <see langword="null"/>: it is the only one and need not.</param>
public sealed record SchedulerNode(string Id, bool IsThis, DateTimeOffset? LastSeenAt);
