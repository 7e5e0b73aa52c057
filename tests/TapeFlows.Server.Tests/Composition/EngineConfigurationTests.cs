using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using TapeFlows.Server.Composition;
using TapeFlows.Server.Data;

namespace TapeFlows.Server.Tests.Composition;

/// <summary>What of the settings the engine reads as its configuration.</summary>
public sealed class EngineConfigurationTests
{
    [Fact]
    public void Without_settings_there_is_no_strategy() => Assert.Empty(StrategiesOf(new EngineSettings()));

    [Fact]
    public void Strategies_of_the_settings_are_there()
    {
        var settings = new EngineSettings { Resilience = [new JsonObject { ["$type"] = "HttpResilienceStrategy", ["id"] = "patient", ["useJitter"] = false }] };
        var strategy = Assert.Single(StrategiesOf(settings));
        Assert.Equal(("HttpResilienceStrategy", "patient"), (strategy["$type"], strategy["id"]));
        Assert.Empty(StrategiesOf(new EngineSettings { Resilience = [] }));
    }

    private static List<IConfigurationSection> StrategiesOf(EngineSettings settings) =>
        [.. new ConfigurationBuilder().AddEngine(settings).Build().GetSection("Resilience:Strategies").GetChildren()];
}
