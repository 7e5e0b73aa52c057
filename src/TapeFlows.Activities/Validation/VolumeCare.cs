using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Activities.Flowchart.Activities;
using Elsa.Workflows.Models;

namespace TapeFlows.Activities.Validation;

/// <summary>
/// Whether the volume of a mount is surely ejected. In doubt it is: an activity that may eject in a way that cannot be seen here, such as another workflow, counts as one that does.
/// A loop that is left only by an eject never ends with the volume in the drive, so flowcharts are solved for their greatest answer.
/// </summary>
internal sealed class VolumeCare
{
    private readonly Examination _examination;
    private readonly MountTape _mount;
    private readonly Dictionary<IActivity, ActivityNode> _nodes = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<IActivity, Flow> _flows = new(ReferenceEqualityComparer.Instance);

    // By what an activity holds, and what comes after it. Without it flowcharts in flowcharts would be solved again and again.
    private readonly Dictionary<(IActivity, bool, bool, bool), bool> _known = [];

    public VolumeCare(Examination examination, MountTape mount)
    {
        (_examination, _mount) = (examination, mount);
        foreach (var node in examination.Nodes)
            _nodes.TryAdd(node.Activity, node);
    }

    /// <summary>Where the run can end with the volume in the drive, as far as that is in the flowchart of the mount; <see langword="null"/>: nowhere.</summary>
    public IReadOnlyList<(IActivity Activity, string? Outcome)>? EndsWithout()
    {
        var path = new List<IActivity>();
        for (var node = _nodes[_mount]; node is not null; node = node.Parents.FirstOrDefault())
            path.Insert(0, node.Activity);
        // From the outside in: what comes after a container is known before what comes after its parts.
        var (outer, after) = (After.TheEnd, After.TheEnd);
        for (var i = 1; i < path.Count; i++)
            (outer, after) = (after, AfterPart(path[i - 1], path[i], after));
        if (after.By(After.Done))
            return null;
        return path[^2] is Flowchart flowchart ? EndsIn(FlowOf(flowchart), outer) : [];
    }

    private List<(IActivity, string?)> EndsIn(Flow flow, After outer)
    {
        var safe = Solve(flow, outer);
        var ends = new List<(IActivity, string?)>();
        var seen = new HashSet<IActivity>(ReferenceEqualityComparer.Instance);
        var pending = new Queue<IActivity>([_mount]);
        while (pending.TryDequeue(out var activity))
        {
            if (activity is ITerminalNode or Fault)
            {
                ends.Add((activity, null));
                continue;
            }

            var after = AfterIn(flow, activity, outer, safe);
            foreach (var outcome in (activity == _mount ? [After.Done] : OutcomesOfSteps.Of(_examination, activity, after.Connected)).Where(outcome => !after.By(outcome)))
            {
                var targets = flow.After(activity, outcome);
                if (targets.Count == 0)
                    ends.Add((activity, outcome));
                foreach (var target in targets.Where(seen.Add))
                    pending.Enqueue(target);
            }
        }

        return ends;
    }

    private After AfterPart(IActivity container, IActivity part, After after)
    {
        switch (container)
        {
            case Flowchart flowchart:
                return AfterIn(FlowOf(flowchart), part, after, Solve(FlowOf(flowchart), after));
            case Sequence sequence:
                return AfterAll(sequence.Activities.SkipWhile(activity => activity != part).Skip(1), after);
            case Workflow or If or Switch:
                return after.Then(after.IsDone);
            case While or For or ForEach<object>:
                return after.Then(after.IsDone) with { Break = after.IsDone };
            default:
                // Beside others that run at the same time, or in something that is not known here.
                return after.Then(after.IsDone || Ejects(container));
        }
    }

    private static After AfterIn(Flow flow, IActivity activity, After outer, Dictionary<IActivity, bool> safe)
    {
        var done = outer.IsDone;
        return new After(
            outcome => flow.After(activity, outcome) is { Count: > 0 } targets ? targets.Any(target => safe[target]) : done,
            flow.OutcomesOf(activity),
            End: done,
            outer.Break);
    }

    private After AfterAll(IEnumerable<IActivity> rest, After after)
    {
        var done = after.IsDone;
        foreach (var activity in rest.Reverse())
            done = IsSure(activity, after.Then(done));
        return after.Then(done);
    }

    private bool IsSure(IActivity activity, After after)
    {
        switch (activity)
        {
            case Eject eject when MayBeItsOwn(eject):
                return true;
            case Fault or Finish:
                return false;
            case Break:
                return after.Break;
            case ITerminalNode:
                return after.End;
            case FlowFork:
                return after.IsDone;
        }

        if (!IsContainer(activity))
            return OutcomesOfSteps.Of(_examination, activity, after.Connected).All(after.By);
        var key = (activity, after.IsDone, after.End, after.Break);
        if (!_known.TryGetValue(key, out var sure))
            _known[key] = sure = IsSureInside(activity, after);
        return sure;
    }

    private bool IsSureInside(IActivity activity, After after)
    {
        var done = after.IsDone;
        return activity switch
        {
            Flowchart flowchart => (FlowOf(flowchart).Start ?? flowchart.Activities.FirstOrDefault()) is { } start ? Solve(FlowOf(flowchart), after)[start] : done,
            Sequence sequence => AfterAll(sequence.Activities, after).IsDone,
            If choice => Part(choice.Then) && Part(choice.Else),
            Switch choice => choice.Cases.All(one => Part(one.Activity)) && Part(choice.Default),
            // Somebody who ejects in a loop has something to eject: the body counts as done once at least.
            While loop => done || Part(loop.Body),
            For loop => done || Part(loop.Body),
            ForEach<object> loop => done || Part(loop.Body),
            _ => done || Ejects(activity),
        };

        bool Part(IActivity? part) => part is null ? done : IsSure(part, AfterPart(activity, part, after));
    }

    private Dictionary<IActivity, bool> Solve(Flow flow, After outer)
    {
        var safe = new Dictionary<IActivity, bool>(ReferenceEqualityComparer.Instance);
        foreach (var activity in flow.Flowchart.Activities)
            safe[activity] = true;
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var activity in flow.Flowchart.Activities.Where(activity => safe[activity] && !IsSure(activity, AfterIn(flow, activity, outer, safe))))
                (safe[activity], changed) = (false, true);
        }

        return safe;
    }

    private Flow FlowOf(Flowchart flowchart)
    {
        if (!_flows.TryGetValue(flowchart, out var flow))
            _flows[flowchart] = flow = new Flow(flowchart);
        return flow;
    }

    private bool IsContainer(IActivity activity) => activity is Container || IsElsewhere(activity) || _nodes.GetValueOrDefault(activity)?.Children.Count > 0;

    private bool Ejects(IActivity container) =>
        IsElsewhere(container) || (_nodes.GetValueOrDefault(container)?.Descendants().Any(node => node.Activity is Eject || IsElsewhere(node.Activity)) ?? false);

    // What another workflow, or a class of the host, does is not seen here.
    private static bool IsElsewhere(IActivity activity) => activity is Composite || activity.Type is "Elsa.ExecuteWorkflow" or "Elsa.DispatchWorkflow" or "Elsa.BulkDispatchWorkflows";

    // Two barcodes that are written down and differ are two volumes; anything else may be the same one.
    private bool MayBeItsOwn(Eject eject) =>
        LiteralOf(eject.Barcode) is not { } ejected || LiteralOf(_mount.Barcode) is not { } mounted || string.Equals(ejected, mounted, StringComparison.OrdinalIgnoreCase);

    private static string? LiteralOf(Input? barcode) => barcode?.Expression is { Type: "Literal" } expression && expression.Value?.ToString() is { Length: > 0 } text ? text : null;
}
