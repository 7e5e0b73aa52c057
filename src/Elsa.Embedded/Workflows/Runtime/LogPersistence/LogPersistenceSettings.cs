using System.Text.Json;
using Elsa.Expressions.Models;
using Elsa.Workflows.LogPersistence;

namespace Elsa.Workflows.Runtime;

/// <summary>What an activity or a workflow says of its records: <c>logPersistenceConfig</c>, or <c>logPersistenceMode</c> in older definitions.</summary>
internal sealed class LogPersistenceSettings
{
    private const string ConfigKey = "logPersistenceConfig";
    private const string LegacyKey = "logPersistenceMode";

    public LogPersistenceConfiguration? Default { get; private init; }

    public LogPersistenceConfiguration? InternalState { get; private init; }

    public Dictionary<string, LogPersistenceConfiguration?> Inputs { get; private init; } = [];

    public Dictionary<string, LogPersistenceConfiguration?> Outputs { get; private init; } = [];

    /// <summary>What the properties say; null if nothing.</summary>
    public static LogPersistenceSettings? Read(IDictionary<string, object> customProperties)
    {
        // The newer form decides alone: Studio rewrites the older one beside it with nothing but defaults.
        if (!customProperties.TryGetValue(ConfigKey, out var value) && !customProperties.TryGetValue(LegacyKey, out value))
            return null;
        var json = value as JsonElement? ?? JsonSerializer.SerializeToElement(value);
        return json.ValueKind != JsonValueKind.Object ? null : new LogPersistenceSettings
        {
            Default = Find(json, "default") is { } all ? ReadOne(all) : null,
            InternalState = Find(json, "internalState") is { } state ? ReadOne(state) : null,
            Inputs = ReadMany(Find(json, "inputs")),
            Outputs = ReadMany(Find(json, "outputs")),
        };
    }

    private static Dictionary<string, LogPersistenceConfiguration?> ReadMany(JsonElement? json)
    {
        var named = new Dictionary<string, LogPersistenceConfiguration?>(StringComparer.OrdinalIgnoreCase);
        if (json is not { ValueKind: JsonValueKind.Object } values)
            return named;
        foreach (var property in values.EnumerateObject())
            named[property.Name] = ReadOne(property.Value);
        return named;
    }

    // The older form is the bare name of a mode, and each mode is a strategy of the same name.
    private static LogPersistenceConfiguration? ReadOne(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => new() { StrategyType = json.GetString() },
        JsonValueKind.Number when json.TryGetInt32(out var mode) => new() { StrategyType = ((LogPersistenceMode)mode).ToString() },
        JsonValueKind.Object => new()
        {
            EvaluationMode = Find(json, "evaluationMode") is { } mode && IsExpression(mode) ? LogPersistenceEvaluationMode.Expression : LogPersistenceEvaluationMode.Strategy,
            StrategyType = Find(json, "strategyType") is { ValueKind: JsonValueKind.String } type ? type.GetString() : null,
            Expression = Find(json, "expression") is { ValueKind: JsonValueKind.Object } expression ? ReadExpression(expression) : null,
        },
        _ => null,
    };

    private static bool IsExpression(JsonElement json) => json.ValueKind == JsonValueKind.String
        ? string.Equals(json.GetString(), nameof(LogPersistenceEvaluationMode.Expression), StringComparison.OrdinalIgnoreCase)
        : json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out var mode) && mode == (int)LogPersistenceEvaluationMode.Expression;

    private static Expression? ReadExpression(JsonElement json)
    {
        if (Find(json, "type") is not { ValueKind: JsonValueKind.String } type)
            return null;
        var value = Find(json, "value");
        return new Expression(type.GetString()!, value is { ValueKind: JsonValueKind.String } text ? text.GetString() : value?.GetRawText());
    }

    private static JsonElement? Find(JsonElement json, string name)
    {
        foreach (var property in json.EnumerateObject())
        {
            if (string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase))
                return property.Value;
        }

        return null;
    }
}
