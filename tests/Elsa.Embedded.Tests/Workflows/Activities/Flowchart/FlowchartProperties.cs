using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Activities.Flowchart.Activities;
using Elsa.Workflows.Activities.Flowchart.Models;
using Chart = Elsa.Workflows.Activities.Flowchart.Activities.Flowchart;

namespace Elsa.Embedded.Tests.Workflows.Activities.Flowchart;

/// <summary>What holds for any flowchart, whatever its connections.</summary>
public sealed class FlowchartProperties
{
    [Fact]
    public async Task Without_loops_and_decisions_everything_that_can_be_reached_runs_once()
    {
        await using var engine = await Engine.StartAsync();
        for (var seed = 0; seed < 150; seed++)
        {
            var random = new Random(seed);
            var steps = Steps(random.Next(2, 12));
            var edges = Edges(random, steps.Count, back: false);
            var result = await engine.RunAsync(Build(steps, edges));

            var reached = Reached(steps.Count, edges).Select(x => $"a{x}").Order(StringComparer.Ordinal);
            Assert.Equal(reached, result.Of("Started").Where(x => x[0] == 'a').Order(StringComparer.Ordinal));
            Assert.Equal(WorkflowSubStatus.Finished, result.WorkflowState.SubStatus);
        }
    }

    [Fact]
    public async Task With_any_loops_decisions_and_joins_the_flowchart_ends()
    {
        await using var engine = await Engine.StartAsync();
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var turns = 60;
            var count = random.Next(2, 10);
            var steps = Enumerable.Range(0, count).Select(i => Step(random, i, () => --turns > 0 && random.Next(2) == 0)).ToList();
            var connections = Edges(random, count, back: true).Select(x => Connect(random, steps[x.From], steps[x.To], isBack: x.To <= x.From));
            var chart = new Chart { Id = "chart", Start = steps[0], Activities = steps, Connections = connections.ToList() };

            var result = await engine.RunAsync(chart);

            Assert.True(result.WorkflowState.SubStatus == WorkflowSubStatus.Finished, $"seed {seed}: {result.WorkflowState.SubStatus}");
            Assert.Contains("chart", result.Of("Completed"));
            Assert.Equal(result.Of("Started").Length, result.Of("Completed").Length + result.Of("Canceled").Length);
        }
    }

    private static List<IActivity> Steps(int count) => Enumerable.Range(0, count).Select(i => (IActivity)new Inline(() => { }) { Id = $"a{i}" }).ToList();

    private static IActivity Step(Random random, int index, Func<bool> condition) => random.Next(4) switch
    {
        0 => new Inline(() => { }) { Id = $"a{index}" },
        1 => new FlowJoin { Id = $"a{index}", Mode = new((FlowJoinMode)random.Next(3)) },
        _ => new FlowDecision(_ => condition()) { Id = $"a{index}" },
    };

    // Only a decision may lead back: a loop without one would never end.
    private static Connection Connect(Random random, IActivity source, IActivity target, bool isBack)
    {
        var port = source is FlowDecision ? (isBack || random.Next(2) == 0 ? "True" : "False") : isBack ? "Never" : "Done";
        return new Connection(new Endpoint(source, port), new Endpoint(target));
    }

    private static List<(int From, int To)> Edges(Random random, int count, bool back) => Enumerable.Range(0, count * 2)
        .Select(_ => (From: random.Next(count), To: random.Next(count)))
        .Where(x => back || x.From < x.To)
        .Distinct()
        .ToList();

    private static Chart Build(List<IActivity> steps, List<(int From, int To)> edges) => new()
    {
        Id = "chart",
        Start = steps[0],
        Activities = steps,
        Connections = edges.Select(x => new Connection(steps[x.From], steps[x.To])).ToList(),
    };

    private static HashSet<int> Reached(int count, List<(int From, int To)> edges)
    {
        var reached = new HashSet<int> { 0 };
        for (var from = 0; from < count; from++)
        {
            if (reached.Contains(from))
                reached.UnionWith(edges.Where(x => x.From == from).Select(x => x.To));
        }

        return reached;
    }
}
