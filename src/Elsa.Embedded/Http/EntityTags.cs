using System.Security.Cryptography;

namespace Elsa.Http;

/// <summary>Tags for contents that have none.</summary>
internal static class EntityTags
{
    // Longer contents are not read twice just for a tag.
    private const long Longest = 4 << 20;

    /// <summary>A fingerprint of a content that can be read again; null if it cannot, or is long.</summary>
    public static async Task<string?> OfAsync(Stream content, CancellationToken cancellationToken)
    {
        if (!content.CanSeek || content.Length - content.Position > Longest)
            return null;
        var start = content.Position;
        var hash = await SHA256.HashDataAsync(content, cancellationToken);
        content.Position = start;
        return $"\"{Convert.ToHexString(hash.AsSpan(0, 16))}\"";
    }
}
