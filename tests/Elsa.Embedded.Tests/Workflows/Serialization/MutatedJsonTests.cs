using System.Text;
using System.Text.Json;
using Elsa.Workflows.Management;

namespace Elsa.Embedded.Tests.Workflows.Serialization;

public sealed class MutatedJsonTests
{
    [Fact]
    public async Task Mutated_definitions_load_or_are_refused_with_a_named_error()
    {
        await using var engine = await Engine.StartAsync();
        var serializer = engine.Get<IWorkflowSerializer>();
        var (loaded, refused) = (0, 0);
        foreach (var name in TestFiles.Definitions)
        {
            var original = Encoding.UTF8.GetBytes(TestFiles.Definition(name));
            for (var seed = 0; seed < 200; seed++)
            {
                try
                {
                    serializer.Serialize(serializer.Deserialize(Encoding.UTF8.GetString(Mutate(original, new Random(seed)))));
                    loaded++;
                }
                catch (Exception e) when (e is JsonException or InvalidOperationException)
                {
                    Assert.NotEmpty(e.Message);
                    refused++;
                }
            }
        }

        Assert.True(loaded > 0 && refused > 0, $"{loaded} loaded, {refused} refused");
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        var bytes = original.ToArray();
        switch (random.Next(4))
        {
            case 0:
                return bytes[..random.Next(bytes.Length)];
            case 1:
                return [.. bytes[..random.Next(bytes.Length)], .. bytes[random.Next(bytes.Length)..]];
            case 2:
                return Encoding.UTF8.GetBytes(SwapValues(Encoding.UTF8.GetString(bytes), random));
            default:
                for (var i = random.Next(1, 5); i > 0; i--)
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                return bytes;
        }
    }

    // Still JSON, but values of another kind than expected.
    private static string SwapValues(string json, Random random)
    {
        string[] values = ["null", "7", "[]", "{}", "true", "\"x\"", "-1e9"];
        var colons = Enumerable.Range(0, json.Length - 2).Where(i => json[i] == ':' && json[i + 1] == ' ' && (char.IsLetterOrDigit(json[i + 2]) || json[i + 2] is '"' or '-')).ToList();
        var start = colons[random.Next(colons.Count)] + 2;
        var end = json.IndexOfAny([',', '\n'], start);
        return json[..start] + values[random.Next(values.Length)] + json[end..];
    }
}
