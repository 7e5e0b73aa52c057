using System.Security.Cryptography;
using System.Text;
using TapeFlows.Backup;
using TapeFlows.Server.Api.Problems;

namespace TapeFlows.Server.Api.Media;

/// <summary>The ETag of a volume: what persons can change of it. What is written on it is no part, so it serves <c>If-Match</c> and not to save transfers.</summary>
internal static class VolumeTag
{
    private const int Length = 16;

    public static string Of(Volume volume) =>
        $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{volume.Pool}\n{volume.State}\n{volume.Remark}")))[..Length]}\"";

    /// <summary>The tag that a change was made of; <see langword="null"/>: the caller does not mind.</summary>
    /// <exception cref="ProblemException">It names several, or a weak one.</exception>
    public static string? Wanted(HttpRequest request)
    {
        if (request.Headers.IfMatch.Count == 0 || request.Headers.IfMatch == "*")
            return null;
        return request.GetTypedHeaders().IfMatch is [{ IsWeak: false } tag] ? tag.Tag.Value
            : throw Problem.VersionMismatch.Because($"The header If-Match has {request.Headers.IfMatch}, which is not the ETag of a volume. Nothing was changed. Read the volume and send the ETag that came with it.");
    }
}
