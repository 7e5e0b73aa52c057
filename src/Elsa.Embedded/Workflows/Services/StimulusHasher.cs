using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Elsa.Expressions.Helpers;

namespace Elsa.Workflows.Services;

/// <summary>SHA-256 over name, payload as JSON, and execution.</summary>
internal sealed class StimulusHasher : IStimulusHasher
{
    public string Hash(string stimulusName, object? payload = null, string? activityInstanceId = null)
    {
        var json = payload is null ? "" : JsonSerializer.Serialize(payload, payload.GetType(), JsonValue.Options);
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{stimulusName}\n{json}\n{activityInstanceId}")));
    }
}
