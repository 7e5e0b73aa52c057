using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Elsa.Expressions.Helpers;
using Elsa.Workflows.Attributes;

namespace Elsa.Workflows.Services;

/// <summary>SHA-256 over name, payload as JSON, and execution.</summary>
internal sealed class StimulusHasher : IStimulusHasher
{
    private static readonly JsonSerializerOptions Options = new(JsonValue.Options)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutExcluded } },
    };

    public string Hash(string stimulusName, object? payload = null, string? activityInstanceId = null)
    {
        var json = payload is null ? "" : JsonSerializer.Serialize(payload, payload.GetType(), Options);
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{stimulusName}\n{json}\n{activityInstanceId}")));
    }

    private static void LeaveOutExcluded(JsonTypeInfo info)
    {
        for (var i = info.Properties.Count - 1; i >= 0; i--)
        {
            if (info.Properties[i].AttributeProvider?.IsDefined(typeof(ExcludeFromHashAttribute), inherit: true) == true)
                info.Properties.RemoveAt(i);
        }
    }
}
