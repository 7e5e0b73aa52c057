using Elsa.Expressions.Models;
using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Activities.Flowchart.Activities;
using Elsa.Workflows.Activities.Flowchart.Models;
using Elsa.Workflows.IncidentStrategies;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;
using Chart = Elsa.Workflows.Activities.Flowchart.Activities.Flowchart;

namespace Elsa.Embedded.Tests.Flows;

/// <summary>Any nesting of any activities that hold others, with waits anywhere; the same seed makes the same workflow.</summary>
internal sealed class RandomFlow(int seed, bool withEnds = false)
{
    private readonly Random _random = new(seed);
    private readonly List<Variable> _variables = [new Variable<string?>("Notes", "").WithWorkflowStorage()];
    private int _ids;
    private int _loops;

    public Workflow Build()
    {
        var root = Composite(0);
        return new Workflow(root)
        {
            Identity = new WorkflowIdentity($"random-{seed}", 1, $"random-{seed}-1"),
            Variables = _variables,
            Options = { IncidentStrategyType = seed % 2 == 0 ? typeof(ContinueWithIncidentsStrategy) : null },
        };
    }

    private string Id(string stem) => $"{stem}{++_ids}";

    private IActivity Any(int depth) => depth >= 4 || _random.Next(5) < 2 ? Leaf() : Composite(depth);

    private IActivity Leaf() => withEnds && _random.Next(8) == 0 ? Ending() : _random.Next(8) switch
    {
        < 4 => new Note { Id = Id("note"), Text = new($"n{_ids}") },
        < 7 => new Pause { Id = Id("pause"), Label = new($"p{_ids}"), Times = new(_random.Next(1, 3)) },
        _ when _loops > 0 => new Break { Id = Id("break") },
        _ => new Note { Id = Id("note"), Text = new($"n{_ids}") },
    };

    private IActivity Ending() => _random.Next(6) switch
    {
        0 => new Finish { Id = Id("finish") },
        1 => new Complete { Id = Id("complete") },
        2 => new End { Id = Id("end") },
        _ => new Fault { Id = Id("fault"), Message = new("broken") },
    };

    private IActivity Composite(int depth) => _random.Next(11) switch
    {
        0 or 1 => Sequence(depth),
        2 => new Elsa.Workflows.Activities.Parallel { Id = Id("par"), Activities = Many(depth) },
        3 => new Fork { Id = Id("fork"), Branches = Many(depth), JoinMode = (ForkJoinMode)_random.Next(2) },
        4 => new If { Id = Id("if"), Condition = new(_random.Next(2) == 0), Then = Any(depth + 1), Else = Any(depth + 1) },
        5 => new Switch { Id = Id("switch"), Cases = Many(depth).Select((x, i) => new SwitchCase($"case{i}", Expression.LiteralExpression(_random.Next(2) == 0), x)).ToList(), Mode = new((SwitchMode)_random.Next(2)), Default = Any(depth + 1) },
        6 => Loop(() => new For { Id = Id("for"), Start = new(2), End = new(_random.Next(-1, 4)), Step = new(_random.Next(2) == 0 ? 1 : -1), Body = Any(depth + 1) }),
        7 => Loop(() => new ForEach { Id = Id("each"), Items = new(new object?[] { "a", "b", 3 }), Body = Any(depth + 1) }),
        8 => Loop(() => new ParallelForEach { Id = Id("all"), Items = new(new object[] { "x", 2 }), Body = Any(depth + 1) }),
        9 => Loop(() => new While { Id = Id("while"), Condition = new(Countdown()), Body = Any(depth + 1) }),
        _ => Flowchart(depth),
    };

    private T Loop<T>(Func<T> build)
    {
        _loops++;
        var loop = build();
        _loops--;
        return loop;
    }

    private Sequence Sequence(int depth)
    {
        var sequence = new Sequence { Id = Id("seq"), Activities = Many(depth) };
        if (_random.Next(3) == 0)
            sequence.Variables.Add(new Variable<string?>("Inner", sequence.Id) { Id = $"v{sequence.Id}" }.WithWorkflowStorage());
        return sequence;
    }

    private List<IActivity> Many(int depth) => Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Any(depth + 1)).ToList();

    private Expression Countdown()
    {
        var name = Id("turns");
        _variables.Add(new Variable<int>(name, _random.Next(0, 3)).WithWorkflowStorage());
        return new Expression("Turns", name);
    }

    private Chart Flowchart(int depth)
    {
        var steps = Enumerable.Range(0, _random.Next(2, 7)).Select(_ => _random.Next(6) switch
        {
            0 => new FlowJoin { Id = Id("join"), Mode = new((FlowJoinMode)_random.Next(3)) },
            1 => new FlowDecision { Id = Id("decide"), Condition = new(Countdown()) },
            2 => new FlowFork { Id = Id("split"), Branches = new(new List<string> { "Done", "True" }) },
            _ => Any(depth + 1),
        }).ToList();
        var connections = Enumerable.Range(0, steps.Count * 2)
            .Select(_ => (From: _random.Next(steps.Count), To: _random.Next(steps.Count)))
            .Where(x => x.From < x.To || (x.From > x.To && steps[x.From] is FlowDecision))
            .Distinct()
            .Select(x => Connect(steps[x.From], steps[x.To], isBack: x.To < x.From));
        return new Chart { Id = Id("chart"), Start = steps[0], Activities = steps, Connections = connections.ToList() };
    }

    // Only a decision that counts down leads back: everything ends.
    private Connection Connect(IActivity source, IActivity target, bool isBack) =>
        new(new Endpoint(source, source is FlowDecision ? isBack || _random.Next(2) == 0 ? "True" : "False" : "Done"), new Endpoint(target));
}
