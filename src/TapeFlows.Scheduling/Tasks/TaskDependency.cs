namespace TapeFlows.Scheduling.Tasks;

/// <summary>A task that has to be done before another one runs (an item of <c>depends_on</c>).</summary>
/// <param name="TaskId">The task that has to be done.</param>
/// <param name="OnEnd"><see langword="true"/>: any end of a run will do; <see langword="false"/>: it must be a success.</param>
public sealed record TaskDependency(string TaskId, bool OnEnd = false);
