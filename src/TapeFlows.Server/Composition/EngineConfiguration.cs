using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using TapeFlows.Server.Data;

namespace TapeFlows.Server.Composition;

/// <summary>The settings of the engine in the words in which Elsa reads them from its host's configuration.</summary>
internal static class EngineConfiguration
{
    /// <summary>Adds them to the configuration of a host.</summary>
    public static IConfigurationBuilder AddEngine(this IConfigurationBuilder configuration, EngineSettings settings)
    {
        var json = new JsonObject
        {
            ["Workflows"] = new JsonObject { ["Retention"] = Retention(settings.Retention) },
            ["Resilience"] = new JsonObject { ["Strategies"] = settings.Resilience?.DeepClone() ?? new JsonArray() },
        };
        return configuration.AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json.ToJsonString())));
    }

    private static JsonObject Retention(RetentionSettings retention)
    {
        var json = new JsonObject();
        foreach (var (name, days) in ((string, int?)[])[("Finished", retention.FinishedDays), ("Cancelled", retention.CancelledDays), ("Faulted", retention.FaultedDays)])
        {
            if (days is { } kept)
                json[name] = TimeSpan.FromDays(kept).ToString("c", CultureInfo.InvariantCulture);
        }

        return json;
    }
}
