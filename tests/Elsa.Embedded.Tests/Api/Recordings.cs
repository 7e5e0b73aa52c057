using System.Text.Json.Nodes;

namespace Elsa.Embedded.Tests.Api;

/// <summary>What a real Elsa 3.8 server answered, where it lies beside the checkout.</summary>
internal static class Recordings
{
    public static string? Folder { get; } = Find();

    public static JsonObject Read(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder!, "http", $"{name}.json")))!.AsObject();

    public static string Definition(string name) => File.ReadAllText(Path.Combine(Folder!, "definitions", $"{name}.json"));

    public static IEnumerable<string> Definitions => Directory.GetFiles(Path.Combine(Folder!, "definitions"), "*.json").Select(x => Path.GetFileNameWithoutExtension(x)!).Order(StringComparer.Ordinal);

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "TapeFlows.sln")))
                continue;
            var beside = Path.Combine(folder.Parent?.FullName ?? "/", "shared", "elsa");
            return Directory.Exists(Path.Combine(beside, "http")) ? beside : null;
        }

        return null;
    }
}

/// <summary>Sends recorded requests again. Identities differ: those of this host are put in place of the recorded ones, once an answer has named them.</summary>
internal sealed class Replay(ApiHost host)
{
    private readonly Dictionary<string, string> _identities = new(StringComparer.Ordinal);

    public void Know(string recorded, string own) => _identities[recorded] = own;

    /// <summary>What is different, in status and shape; nothing if it is the same.</summary>
    public async Task<string[]> SendAsync(string name)
    {
        var recording = Recordings.Read(name);
        var (request, response) = (recording["request"]!.AsObject(), recording["response"]!.AsObject());
        var answer = await host.SendAsync(
            request["method"]!.ToString(),
            Own(request["path"]!.ToString()),
            request["body"] is { } body ? Own(body.ToJsonString()) : null,
            request["auth"]?.ToString() == "none" ? null : "*");

        var expected = response["status"]!.GetValue<int>();
        if (answer.Status != expected)
            return [$"status {answer.Status}, not {expected}: {answer.Text[..Math.Min(answer.Text.Length, 300)]}"];
        // Files are compared where they are imported again.
        if (response["body"] is not { } wanted || wanted is JsonValue || wanted is JsonObject && wanted["$binaryBase64"] is not null || answer.ContentType == "application/octet-stream")
            return [];
        if (answer.Content.Length == 0)
            return ["no body"];
        Learn(wanted, answer.Json);
        if (response["headers"]?["x-elsa-workflow-instance-id"] is { } recorded)
            Know(recorded.ToString(), answer.Headers["x-elsa-workflow-instance-id"]);
        return Shape.Differences(Shape.Of(wanted), answer.Json);
    }

    private string Own(string text) => _identities.Aggregate(text, (own, x) => own.Replace(x.Key, x.Value, StringComparison.Ordinal));

    private void Learn(JsonNode? recorded, JsonNode? own)
    {
        switch (recorded, own)
        {
            case (JsonObject theirs, JsonObject ours):
                foreach (var (name, value) in theirs)
                {
                    if (value is JsonValue && (name is "id" || name.EndsWith("Id", StringComparison.Ordinal)) && ours[name] is JsonValue known && value.ToString().Length >= 13)
                        Know(value.ToString(), known.ToString());
                    else
                        Learn(value, ours[name]);
                }

                break;
            case (JsonArray theirs, JsonArray ours) when theirs.Count == ours.Count:
                for (var i = 0; i < theirs.Count; i++)
                    Learn(theirs[i], ours[i]);
                break;
        }
    }
}
