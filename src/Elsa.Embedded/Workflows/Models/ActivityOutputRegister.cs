using Elsa.Workflows.State;

namespace Elsa.Workflows.Models;

/// <summary>What activities put out during this burst.</summary>
public class ActivityOutputRegister
{
    /// <summary>The name of the output where none is given.</summary>
    public const string DefaultOutputName = "Result";

    private readonly List<ActivityOutputRecord> _records = [];
    private readonly Dictionary<string, Dictionary<string, ActivityOutputRecord>> _byExecution = new(StringComparer.Ordinal);
    private readonly Dictionary<(string ActivityId, string OutputName), ActivityOutputRecord> _lastByActivity = [];

    // What getLastResult means: the last value that any activity put out.
    internal object? LastValue { get; private set; }

    /// <summary>Records the result of an execution.</summary>
    public void Record(ActivityExecutionContext activityExecutionContext, object? outputValue) => Record(activityExecutionContext, DefaultOutputName, outputValue);

    /// <summary>Records an output of an execution.</summary>
    public void Record(ActivityExecutionContext activityExecutionContext, string? outputName, object? outputValue)
    {
        outputName ??= DefaultOutputName;
        var container = activityExecutionContext.ParentActivityExecutionContext?.Id ?? activityExecutionContext.WorkflowExecutionContext.Id;
        var isTransient = activityExecutionContext.ActivityDescriptor.Outputs.Any(x => x.IsSerializable == false && x.Name == outputName);
        Add(new ActivityOutputRecord(container, activityExecutionContext.Activity.Id, activityExecutionContext.Id, outputName, outputValue) { IsTransient = isTransient });
    }

    private void Add(ActivityOutputRecord record)
    {
        _records.Add(record);
        if (!_byExecution.TryGetValue(record.ActivityInstanceId, out var outputs))
            _byExecution[record.ActivityInstanceId] = outputs = new(StringComparer.Ordinal);
        outputs[record.OutputName] = record;
        _lastByActivity[(record.ActivityId, record.OutputName)] = record;
        LastValue = record.Value;
    }

    // What came last under each name, in the order in which it came.
    internal List<ActivityOutputState>? Export() => _lastByActivity.Count == 0
        ? null
        : _records.Where(x => !x.IsTransient && ReferenceEquals(_lastByActivity[(x.ActivityId, x.OutputName)], x))
            .Select(x => new ActivityOutputState(x.ActivityId, x.ActivityInstanceId, x.ContainerId, x.OutputName, x.Value))
            .ToList();

    internal void Import(IEnumerable<ActivityOutputState> outputs)
    {
        foreach (var output in outputs)
            Add(new ActivityOutputRecord(output.ContainerId, output.ActivityId, output.ActivityInstanceId, output.Name, output.Value));
    }

    /// <summary>All that an activity put out, oldest first.</summary>
    public IEnumerable<ActivityOutputRecord> FindMany(string activityId, string? outputName = null) =>
        _records.Where(x => x.ActivityId == activityId && x.OutputName == (outputName ?? DefaultOutputName));

    /// <summary>What an activity put out last.</summary>
    public object? FindOutputByActivityId(string activityId, string? outputName = null) =>
        _lastByActivity.GetValueOrDefault((activityId, outputName ?? DefaultOutputName))?.Value;

    /// <summary>What an execution put out last.</summary>
    public object? FindOutputByActivityInstanceId(string activityInstanceId, string? outputName = null) =>
        _byExecution.TryGetValue(activityInstanceId, out var outputs) ? outputs.GetValueOrDefault(outputName ?? DefaultOutputName)?.Value : null;
}

/// <summary>Something that an activity put out.</summary>
/// <param name="ContainerId">The execution around it.</param>
/// <param name="ActivityId">The activity.</param>
/// <param name="ActivityInstanceId">The execution.</param>
/// <param name="OutputName">The output.</param>
/// <param name="Value">The value.</param>
public record ActivityOutputRecord(string ContainerId, string ActivityId, string ActivityInstanceId, string OutputName, object? Value)
{
    // Requests and streams end with the burst.
    internal bool IsTransient { get; init; }
}
