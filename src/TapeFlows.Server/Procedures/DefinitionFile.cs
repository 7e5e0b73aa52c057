using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Elsa.Workflows.Management.Models;

namespace TapeFlows.Server.Procedures;

/// <summary>A definition in a file: its text, the fingerprint of that text, and where it is for people.</summary>
/// <param name="Place">The path, or the path of a zip file and the name in it.</param>
/// <param name="Json">The text.</param>
/// <param name="Hash">SHA-256 of the bytes, in hexadecimal.</param>
internal sealed record DefinitionFile(string Place, string Json, string Hash)
{
    /// <summary>No definition that a person drew comes near it.</summary>
    public const int MostBytes = 64 << 20;

    /// <summary>Reads a file.</summary>
    /// <exception cref="IOException">It cannot be read, or is larger than <see cref="MostBytes"/>.</exception>
    public static async Task<DefinitionFile> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (new FileInfo(path) is { Exists: true, Length: > MostBytes })
            throw TooLarge(path);
        return Of(path, await File.ReadAllBytesAsync(path, cancellationToken));
    }

    /// <summary>A definition whose bytes are known.</summary>
    public static DefinitionFile Of(string place, byte[] content)
    {
        var text = Encoding.UTF8.GetString(content);
        return new DefinitionFile(place, text.TrimStart('\uFEFF'), Convert.ToHexStringLower(SHA256.HashData(content)));
    }

    /// <summary>What is said of a file that is too large.</summary>
    public static IOException TooLarge(string place) =>
        new($"{place} is larger than {MostBytes >> 20} MiB: that is no workflow definition. Nothing was taken from it.");

    /// <summary>Reads what the text says.</summary>
    /// <exception cref="IOException">It is no definition; the message says what is wrong and where.</exception>
    public WorkflowDefinitionModel Read(Func<string, WorkflowDefinitionModel?> parse)
    {
        try
        {
            var model = parse(Json) ?? throw new FormatException("it holds no definition.");
            if (string.IsNullOrWhiteSpace(model.DefinitionId))
                throw new FormatException("it has no definitionId.");
            return model.Root is null ? throw new FormatException("it has no root activity.") : model;
        }
        catch (Exception e) when (e is JsonException or FormatException or NotSupportedException or InvalidOperationException)
        {
            throw new IOException($"{Place} is no workflow definition that can be used: {e.Message} Mend the file. Nothing was taken from it.", e);
        }
    }
}
