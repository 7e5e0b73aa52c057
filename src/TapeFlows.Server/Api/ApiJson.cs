using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Json;

namespace TapeFlows.Server.Api;

/// <summary>How the API of this product writes and reads JSON: names in snake case, enumerations as the words of the documents, moments as ISO 8601 with their offset.</summary>
/// <remarks>Elsa's API has options of its own and keeps Elsa's camel case.</remarks>
internal static class ApiJson
{
    /// <summary>The options.</summary>
    public static JsonSerializerOptions Options { get; } = Make();

    /// <summary>Has the answers of minimal APIs written with them.</summary>
    public static void Use(JsonOptions json) => Fill(json.SerializerOptions);

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.General);
        Fill(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    private static void Fill(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.Never;
        // Answers are never part of a page: names in any script stay readable.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
    }
}
