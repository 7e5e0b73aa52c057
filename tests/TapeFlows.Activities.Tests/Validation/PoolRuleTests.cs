using Elsa.Expressions.Models;
using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Models;
using TapeFlows.Activities.Tests.Definitions;
using TapeFlows.Backup;

namespace TapeFlows.Activities.Tests.Validation;

/// <summary>Pools that a procedure names.</summary>
public sealed class PoolRuleTests(EngineFixture engine) : IClassFixture<EngineFixture>
{
    [Fact]
    public async Task A_pool_that_is_not_there_is_named_with_those_that_are()
    {
        await engine.Room.Catalog.SavePoolAsync(new Pool { Name = "weekly" }, TestContext.Current.CancellationToken);

        var error = Assert.Single(await engine.Room.ValidateAsync(Of(Select("wekly"))));

        Assert.Equal("select", error.ActivityId);
        Assert.StartsWith("Select volume ‘select’: Pool: there is no pool ‘wekly’. There are: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("weekly", error.Message, StringComparison.Ordinal);
        Assert.Empty(await engine.Room.ValidateAsync(Of(Select("weekly"))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("default")]
    public async Task The_default_pool_is_always_there(string pool) => Assert.Empty(await engine.Room.ValidateAsync(Of(Select(pool))));

    [Fact]
    public async Task A_pool_that_the_procedure_makes_is_there() =>
        Assert.Empty(await engine.Room.ValidateAsync(Of(new PreparePool { Id = "make", Pool = new Input<string>("of-its-own") }, Select("of-its-own"))));

    [Fact]
    public async Task What_an_expression_says_is_known_to_the_run_only()
    {
        var select = new SelectVolume { Id = "select", Pool = new Input<string?>(new Expression("Variable", new Elsa.Workflows.Memory.Variable<string>("Pool", "nowhere"))) };
        Assert.Empty(await engine.Room.ValidateAsync(Of(select)));
    }

    private static SelectVolume Select(string pool) => new() { Id = "select", Name = "select", Pool = new Input<string?>(pool) };

    private static Sequence Of(params IActivity[] activities) => new() { Id = "sequence", Activities = [.. activities] };
}
