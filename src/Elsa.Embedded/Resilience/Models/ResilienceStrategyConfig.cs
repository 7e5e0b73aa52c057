using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Elsa.Expressions.Models;

namespace Elsa.Resilience.Models;

/// <summary>Which strategy an activity chose; kept in its custom property <c>resilienceStrategy</c>.</summary>
public class ResilienceStrategyConfig
{
    internal static JsonSerializerOptions SerializerOptions { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>How the strategy is chosen.</summary>
    public ResilienceStrategyConfigMode Mode { get; set; }

    /// <summary>The name of the strategy.</summary>
    public string? StrategyId { get; set; }

    /// <summary>Yields the name of a strategy, or a strategy.</summary>
    public Expression? Expression { get; set; }

    /// <summary>Reads a choice; null if nothing was chosen.</summary>
    public static ResilienceStrategyConfig? Deserialize(JsonNode? node)
    {
        if (node is not JsonObject json)
            return null;

        // An editor writes an empty expression where none was chosen.
        var expression = json["expression"] as JsonObject;
        return new ResilienceStrategyConfig
        {
            Mode = Enum.TryParse<ResilienceStrategyConfigMode>(json["mode"]?.ToString(), ignoreCase: true, out var mode) ? mode : default,
            StrategyId = json["strategyId"]?.ToString(),
            Expression = expression?["type"]?.ToString() is { Length: > 0 } type ? new Expression(type, Value(expression["value"])) : null,
        };
    }

    /// <summary>Writes the choice.</summary>
    public JsonNode SerializeToNode() => JsonSerializer.SerializeToNode(this, SerializerOptions)!;

    private static object? Value(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : node?.ToJsonString();
}
