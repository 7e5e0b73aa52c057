using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Activities.Flowchart.Activities;
using FsCheck;
using FsCheck.Fluent;
using TapeFlows.Activities.Tests.Definitions;
using TapeFlows.Activities.Validation;
using static TapeFlows.Activities.Tests.Validation.Charts;

namespace TapeFlows.Activities.Tests.Validation;

/// <summary>What no run comes to.</summary>
public sealed class ReachRuleTests(EngineFixture engine) : IClassFixture<EngineFixture>
{
    [Fact]
    public void What_is_reached_is_what_closing_all_ways_says() => Prop.ForAll(Any.ToArbitrary(), drawing =>
    {
        var reached = new Flow(drawing.Chart()).Reachable();
        Assert.Equal(["start", .. Closed(drawing).Select(i => $"{i}")], reached.Select(activity => activity.Id).OrderBy(id => id == "start" ? "" : id, StringComparer.Ordinal));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task What_stands_apart_is_named_each_by_its_name()
    {
        var errors = await engine.Room.ValidateAsync(Of([Start(), Line("a"), Line("apart"), Line("behind")], "start Done a", "apart Done behind"));

        Assert.Equal(["apart", "behind"], errors.Select(error => error.ActivityId!).Order(StringComparer.Ordinal));
        Assert.All(errors, error => Assert.StartsWith($"Write Line ‘{error.ActivityId}’: no run comes to it", error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_trigger_is_a_beginning()
    {
        var errors = await engine.Room.ValidateAsync(Of([Start(), Line("a"), Timer("timer", starts: true), Line("b")], "start Done a", "timer Done b"));
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Flowcharts_inside_of_others_are_looked_at_too()
    {
        var inner = Of([Line("a"), Line("b"), Line("c")], "a Done b");
        inner.Id = "inner";
        var errors = await engine.Room.ValidateAsync(new Sequence { Id = "sequence", Activities = { Line("x"), inner } });
        Assert.Equal(["c"], errors.Select(error => error.ActivityId));
    }

    internal static IActivity Timer(string id, bool starts)
    {
        var timer = new Elsa.Scheduling.Activities.Timer(TimeSpan.FromHours(1)) { Id = id, Name = id };
        timer.CustomProperties["canStartWorkflow"] = starts;
        return timer;
    }

    // Warshall: from everything to everything, over ever more places in between.
    private static IEnumerable<int> Closed(Drawing drawing)
    {
        var count = drawing.Kinds.Count;
        var leads = new bool[count, count];
        for (var i = 0; i < count; i++)
        {
            leads[i, i] = true;
            foreach (var (_, target) in drawing.WaysOf(i).Where(way => way.Target >= 0))
                leads[i, target] = true;
        }

        for (var k = 0; k < count; k++)
        {
            for (var i = 0; i < count; i++)
            {
                for (var j = 0; j < count; j++)
                    leads[i, j] |= leads[i, k] && leads[k, j];
            }
        }

        return Enumerable.Range(0, count).Where(i => leads[0, i]);
    }
}
