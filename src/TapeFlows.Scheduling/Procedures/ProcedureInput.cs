using System.Text.Json;
using System.Text.Json.Nodes;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Models;
using TapeFlows.Scheduling.Schedules;

namespace TapeFlows.Scheduling.Procedures;

/// <summary>Turns <c>action_config</c> into the values that a workflow declares, and says of each what is wrong with it.</summary>
internal static class ProcedureInput
{
    private const string Prefix = "action_config";

    /// <summary>Reads the values; names count in any case, as inputs of a workflow do not differ by case alone.</summary>
    public static Dictionary<string, object> Read(WorkflowDefinition definition, JsonObject config, List<FieldError> errors)
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (name, node) in config)
        {
            if (definition.Inputs.FirstOrDefault(input => string.Equals(input.Name, name, StringComparison.OrdinalIgnoreCase)) is not { } input)
                errors.Add(new FieldError($"{Prefix}.{name}", $"The workflow '{definition.DefinitionId}' has no such input. {Known(definition)}"));
            else if (node is not null && Value(input, node, errors) is { } value)
                values[input.Name] = value;
        }

        return values;
    }

    private static object? Value(InputDefinition input, JsonNode node, List<FieldError> errors)
    {
        try
        {
            // One value stands for a list of one, as a script or a person writes it.
            return (input.Type.IsArray && node is JsonValue ? new JsonArray(node.DeepClone()) : node).Deserialize(input.Type, JsonSerializerOptions.Web);
        }
        catch (Exception error) when (error is JsonException or NotSupportedException or FormatException)
        {
            errors.Add(new FieldError($"{Prefix}.{input.Name}", $"{node.ToJsonString()} is no {Word(input.Type)}."));
            return null;
        }
    }

    private static string Known(WorkflowDefinition definition) => definition.Inputs.Count == 0
        ? "It has none."
        : $"It has {string.Join(", ", definition.Inputs.Select(input => $"{input.Name} ({Word(input.Type)})"))}.";

    private static string Word(Type type) => type.IsArray ? $"list of {Word(type.GetElementType()!)}" : (Nullable.GetUnderlyingType(type) ?? type).Name;
}
