using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Activities.Flowchart.Activities;

namespace TapeFlows.Activities.Validation;

/// <summary>The connections of a flowchart, and where runs begin in it.</summary>
internal sealed class Flow
{
    private const string Done = "Done";

    private readonly Dictionary<IActivity, Dictionary<string, List<IActivity>>> _ways = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<IActivity> _targets = new(ReferenceEqualityComparer.Instance);

    public Flow(Flowchart flowchart)
    {
        Flowchart = flowchart;
        var own = new HashSet<IActivity>(flowchart.Activities, ReferenceEqualityComparer.Instance);
        foreach (var connection in flowchart.Connections.Where(connection => own.Contains(connection.Source.Activity) && own.Contains(connection.Target.Activity)))
        {
            if (!_ways.TryGetValue(connection.Source.Activity, out var ways))
                _ways[connection.Source.Activity] = ways = new(StringComparer.Ordinal);
            var outcome = connection.Source.Port ?? Done;
            if (!ways.TryGetValue(outcome, out var targets))
                ways[outcome] = targets = [];
            targets.Add(connection.Target.Activity);
            _targets.Add(connection.Target.Activity);
        }
    }

    public Flowchart Flowchart { get; }

    /// <summary>The activities that no connection leads to.</summary>
    public IEnumerable<IActivity> Roots => Flowchart.Activities.Where(activity => !_targets.Contains(activity));

    /// <summary>What a run begins with that nothing else started; <see langword="null"/>: there is no telling. As Elsa has it, without its last resort, the first of the list.</summary>
    public IActivity? Start =>
        Flowchart.Start ?? Flowchart.Activities.FirstOrDefault(activity => activity is IStartNode) ?? Flowchart.Activities.FirstOrDefault(activity => activity.GetCanStartWorkflow()) ?? Roots.FirstOrDefault();

    /// <summary>The outcomes of an activity that are connected.</summary>
    public IReadOnlyCollection<string> OutcomesOf(IActivity activity) => _ways.TryGetValue(activity, out var ways) ? ways.Keys : [];

    /// <summary>What an outcome of an activity leads to, all at once.</summary>
    public IReadOnlyList<IActivity> After(IActivity activity, string outcome) => _ways.TryGetValue(activity, out var ways) && ways.TryGetValue(outcome, out var targets) ? targets : [];

    /// <summary>What runs can come to, whatever starts them.</summary>
    public HashSet<IActivity> Reachable()
    {
        var reached = new HashSet<IActivity>(Flowchart.Activities.Where(activity => activity.GetCanStartWorkflow()), ReferenceEqualityComparer.Instance);
        if ((Start ?? Flowchart.Activities.FirstOrDefault()) is { } start)
            reached.Add(start);
        var pending = new Stack<IActivity>(reached);
        while (pending.TryPop(out var activity))
        {
            foreach (var next in OutcomesOf(activity).SelectMany(outcome => After(activity, outcome)).Where(reached.Add))
                pending.Push(next);
        }

        return reached;
    }
}
