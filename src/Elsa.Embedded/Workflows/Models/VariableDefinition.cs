namespace Elsa.Workflows.Models;

/// <summary>A variable as a definition writes it.</summary>
/// <param name="Id">The id.</param>
/// <param name="Name">The name.</param>
/// <param name="TypeName">The short name of its type.</param>
/// <param name="IsArray">Whether it holds many values of the type.</param>
/// <param name="Value">The initial value, written as text.</param>
/// <param name="StorageDriverTypeName">The short name of the driver that stores it.</param>
public record VariableDefinition(string Id, string Name, string TypeName, bool IsArray, string? Value, string? StorageDriverTypeName)
{
    internal IDictionary<string, System.Text.Json.JsonElement>? Unknown { get; init; }
}
