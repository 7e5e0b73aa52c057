using System.Text.Json;
using System.Text.Json.Serialization;
using Elsa.Workflows;
using Elsa.Workflows.Serialization;

namespace Elsa.Http;

/// <summary>What follows an answer with a certain status.</summary>
public class HttpStatusCodeCase : IKeepsUnknown
{
    /// <summary>Creates an empty case.</summary>
    [JsonConstructor]
    public HttpStatusCodeCase()
    {
    }

    /// <summary>Creates a case.</summary>
    public HttpStatusCodeCase(int statusCode, IActivity activity)
    {
        StatusCode = statusCode;
        Activity = activity;
    }

    /// <summary>The status.</summary>
    public int StatusCode { get; set; } = 200;

    /// <summary>Executed for it.</summary>
    public IActivity? Activity { get; set; }

    IDictionary<string, JsonElement>? IKeepsUnknown.Unknown { get; set; }
}
