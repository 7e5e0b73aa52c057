using Elsa.Workflows.Activities;
using Elsa.Workflows.Activities.Flowchart.Activities;
using TapeFlows.Activities.Tests.Definitions;
using static TapeFlows.Activities.Tests.Validation.Charts;
using static TapeFlows.Activities.Tests.Validation.ReachRuleTests;

namespace TapeFlows.Activities.Tests.Validation;

/// <summary>What a run begins with.</summary>
public sealed class StartRuleTests(EngineFixture engine) : IClassFixture<EngineFixture>
{
    [Fact]
    public async Task A_procedure_without_activities_has_nothing_to_do()
    {
        Assert.Contains("nothing to do", Assert.Single(await engine.Room.ValidateAsync(Of([]))).Message, StringComparison.Ordinal);
        Assert.Contains("nothing to do", Assert.Single(await engine.Room.ValidateAsync(new Sequence())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trigger_at_the_beginning_without_its_mark_starts_nothing()
    {
        var error = Assert.Single(await engine.Room.ValidateAsync(Of([Timer("timer", starts: false), Line("a")], "timer Done a")));
        Assert.Equal(("timer", true, true), (error.ActivityId, error.Message.StartsWith("Timer ‘timer’: it starts nothing", StringComparison.Ordinal), error.Message.Contains("Trigger workflow", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_same_holds_beside_a_start_and_in_a_sequence()
    {
        Assert.Equal("timer", Assert.Single(await engine.Room.ValidateAsync(Of([Start(), Timer("timer", starts: false), Line("a")], "start Done a", "timer Done a"))).ActivityId);
        Assert.Equal("timer", Assert.Single(await engine.Room.ValidateAsync(new Sequence { Activities = { Timer("timer", starts: false), Line("a") } })).ActivityId);
    }

    [Fact]
    public async Task A_run_may_wait_for_a_trigger_in_the_middle()
    {
        Assert.Empty(await engine.Room.ValidateAsync(Of([Start(), Timer("timer", starts: false), Line("a")], "start Done timer", "timer Done a")));
    }

    [Fact]
    public async Task Where_a_connection_leads_to_everything_there_is_no_telling()
    {
        var errors = await engine.Room.ValidateAsync(Of([Decision("a"), Line("b")], "a True b", "b Done a"));
        Assert.Contains("no telling what a run begins with", Assert.Single(errors).Message, StringComparison.Ordinal);
        Assert.Empty(await engine.Room.ValidateAsync(Of([Start(), Decision("a"), Line("b")], "start Done a", "a True b", "b Done a")));
    }
}
