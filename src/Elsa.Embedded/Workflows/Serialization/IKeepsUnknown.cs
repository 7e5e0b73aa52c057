using System.Text.Json;

namespace Elsa.Workflows.Serialization;

/// <summary>Keeps the JSON properties that the engine does not know, so that a round trip loses nothing.</summary>
internal interface IKeepsUnknown
{
    IDictionary<string, JsonElement>? Unknown { get; set; }
}
