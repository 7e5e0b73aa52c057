using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Nodes;
using TapeFlows.Server.Data;

namespace TapeFlows.Server.Api.Administration;

/// <summary>Settings as they may be shown: what is secret by its name is not there, and connection strings are without their password.</summary>
internal static class ShownSettings
{
    /// <summary>What stands in the place of a secret.</summary>
    public const string Hidden = "(hidden)";

    private static readonly string[] SecretNames = ["password", "secret", "token", "api_key", "private_key", "credential"];
    private static readonly string[] SecretParts = ["password", "pwd", "passfile", "sslpassword", "ssl password"];

    public static JsonObject Of(Settings settings)
    {
        var shown = JsonSerializer.SerializeToNode(settings, SettingsJson.Default.Settings)!.AsObject();
        Hide(shown);
        return shown;
    }

    private static void Hide(JsonObject item)
    {
        foreach (var name in item.Select(pair => pair.Key).ToList())
        {
            if (item[name] is JsonObject inner)
                Hide(inner);
            else if (item[name] is JsonArray list)
                HideIn(list);
            else if (Array.Exists(SecretNames, secret => name.Contains(secret, StringComparison.OrdinalIgnoreCase)) && item[name] is not null)
                item[name] = Hidden;
            else if (item[name]?.GetValueKind() == JsonValueKind.String)
                item[name] = name == "connection_string" ? WithoutPassword((string)item[name]!) : WithoutUserInfo((string)item[name]!);
        }
    }

    private static void HideIn(JsonArray list)
    {
        foreach (var inner in list.OfType<JsonObject>())
            Hide(inner);
    }

    private static string WithoutPassword(string text)
    {
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = text };
            foreach (var part in SecretParts)
                parts.Remove(part);
            return parts.ConnectionString;
        }
        catch (ArgumentException)
        {
            // What cannot be taken apart may hold anything.
            return Hidden;
        }
    }

    // An address may carry its password with it; a webhook's path and query are a password themselves.
    private static string WithoutUserInfo(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && (address.UserInfo.Length > 0 || address.AbsolutePath.Length > 1 || address.Query.Length > 0)
            ? $"{address.Scheme}://{address.Authority}/..."
            : text;
}
