using System.Text.Json;
using Elsa.Expressions.Contracts;

namespace Elsa.Expressions.Helpers;

/// <summary>How values are converted.</summary>
/// <param name="SerializerOptions">How JSON is read.</param>
/// <param name="WellKnownTypeRegistry">The short names of types.</param>
/// <param name="DeserializeJsonObjectToObject">Whether a JSON object becomes a dictionary when any object is wanted.</param>
/// <param name="StrictMode">Whether a failed conversion throws; it always does here.</param>
public record ObjectConverterOptions(
    JsonSerializerOptions? SerializerOptions = null,
    IWellKnownTypeRegistry? WellKnownTypeRegistry = null,
    bool DeserializeJsonObjectToObject = false,
    bool? StrictMode = null);
