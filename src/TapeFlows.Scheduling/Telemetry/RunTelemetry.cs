using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using TapeFlows.Scheduling.Runs;

namespace TapeFlows.Scheduling.Telemetry;

/// <summary>What a node tells of the runs of tasks: counts and durations, planned times that were missed, a span for each run that it keeps, and the names that belong to all that is logged meanwhile.</summary>
internal static class RunTelemetry
{
    /// <summary>The name of the meter and of the source of spans.</summary>
    public const string Name = "TapeFlows.Scheduling";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Ended = Meter.CreateCounter<long>("tapeflows.runs", "{run}", "Runs of tasks that ended, by task and status.");
    private static readonly Histogram<double> Durations = Meter.CreateHistogram<double>("tapeflows.run.duration", "s", "From the start of a run to its end, by task and status.");
    private static readonly Counter<long> Missed = Meter.CreateCounter<long>("tapeflows.fires.missed", "{fire}", "Planned times of tasks that passed while nothing was up.");

    private static readonly Func<ILogger, string, string, Guid, IDisposable?> Scope = LoggerMessage.DefineScope<string, string, Guid>("Run {Run} of the task {Task}, execution {Execution}");

    /// <summary>Begins to keep a run. What is logged until it is disposed carries its names.</summary>
    /// <param name="run">The run.</param>
    /// <param name="instance">Its workflow instance, which is what operations call their run.</param>
    /// <param name="logger">To what it is logged.</param>
    public static IDisposable Begin(Run run, string instance, ILogger logger) => new Turn(run, instance, logger);

    /// <summary>A run came to its end.</summary>
    /// <param name="task">The name of its task.</param>
    /// <param name="status">How.</param>
    /// <param name="duration">How long it took; null: it never started.</param>
    public static void End(string task, RunStatus status, TimeSpan? duration)
    {
        var tags = new TagList { { "task", task }, { "status", status.ToString().ToLowerInvariant() } };
        Ended.Add(1, tags);
        if (duration is { } took)
            Durations.Record(took.TotalSeconds, tags);
    }

    /// <summary>A planned time was missed.</summary>
    public static void Miss(string task) => Missed.Add(1, new KeyValuePair<string, object?>("task", task));

    private sealed class Turn : IDisposable
    {
        private readonly IDisposable? _scope;
        private readonly Activity? _span;

        public Turn(Run run, string instance, ILogger logger)
        {
            _scope = Scope(logger, instance, run.TaskName, run.ExecutionId);
            _span = Source.StartActivity("run", ActivityKind.Internal);
            _span?.SetTag("tapeflows.run", instance).SetTag("tapeflows.task", run.TaskName).SetTag("tapeflows.attempt", run.Attempt);
        }

        public void Dispose()
        {
            _span?.Dispose();
            _scope?.Dispose();
        }
    }
}
