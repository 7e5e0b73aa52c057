using System.Text.Json;
using System.Text.Json.Nodes;
using Elsa.Resilience.Serialization;
using Microsoft.Extensions.Configuration;

namespace Elsa.Resilience.StrategySources;

/// <summary>Reads the strategies of the section <c>Resilience:Strategies</c>: a list, each with <c>$type</c>, <c>id</c>, <c>displayName</c> and what its class needs.</summary>
public class ConfigurationResilienceStrategySource : IResilienceStrategySource
{
    private const string SectionName = "Resilience:Strategies";

    private readonly IConfiguration _configuration;
    private readonly ResilienceStrategySerializer _serializer;

    /// <summary>Creates the source.</summary>
    public ConfigurationResilienceStrategySource(IConfiguration configuration, ResilienceStrategySerializer serializer)
    {
        _configuration = configuration;
        _serializer = serializer;
    }

    /// <inheritdoc />
    public Task<IEnumerable<IResilienceStrategy>> GetStrategiesAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IEnumerable<IResilienceStrategy>>(_configuration.GetSection(SectionName).GetChildren().Select(Read).ToList());

    private IResilienceStrategy Read(IConfigurationSection section)
    {
        // The name of the class must come first, wherever the configuration has it.
        var json = new JsonObject { ["$type"] = section["$type"] ?? throw new InvalidOperationException($"The resilience strategy in the configuration at {section.Path} needs the setting $type.") };
        foreach (var setting in section.GetChildren().Where(x => x.Key != "$type"))
            json[setting.Key] = ToJson(setting);

        try
        {
            var strategy = _serializer.Deserialize(json.ToJsonString());
            return string.IsNullOrWhiteSpace(strategy.Id) ? throw new JsonException("The setting id is missing.") : strategy;
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException($"The resilience strategy in the configuration at {section.Path} is wrong: {e.Message}", e);
        }
    }

    private static JsonNode? ToJson(IConfigurationSection section)
    {
        var children = section.GetChildren().ToList();
        if (children.Count == 0)
            return JsonValue.Create(section.Value);
        if (children.TrueForAll(x => int.TryParse(x.Key, out _)))
            return new JsonArray(children.Select(ToJson).ToArray());

        var json = new JsonObject();
        foreach (var child in children)
            json[child.Key] = ToJson(child);
        return json;
    }
}
