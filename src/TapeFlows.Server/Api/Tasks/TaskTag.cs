using System.Globalization;
using Microsoft.Net.Http.Headers;
using TapeFlows.Scheduling.Tasks;
using TapeFlows.Server.Api.Problems;

namespace TapeFlows.Server.Api.Tasks;

/// <summary>
/// The ETag of a task: what persons made of it. Its next time and its statistics change without them and are no part of it, so it serves <c>If-Match</c>, which keeps two persons from
/// overwriting each other, and not to save transfers.
/// </summary>
internal static class TaskTag
{
    /// <summary>Sends it.</summary>
    public static void Put(HttpResponse response, ScheduledTask task) => response.Headers.ETag = $"\"{task.Version.ToString(CultureInfo.InvariantCulture)}\"";

    /// <summary>The version that a change was made of; <see langword="null"/>: the caller does not mind.</summary>
    /// <exception cref="ProblemException">It names what never was the tag of a task.</exception>
    public static int? Wanted(HttpRequest request)
    {
        if (request.Headers.IfMatch.Count == 0)
            return null;
        var tags = request.GetTypedHeaders().IfMatch;
        if (tags is [var one] && one.Equals(EntityTagHeaderValue.Any))
            return null;
        if (tags is [{ IsWeak: false } tag] && int.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            return version;
        throw Problem.VersionMismatch.Because($"The header If-Match has {request.Headers.IfMatch}, which is not the ETag of a task. Nothing was changed. Read the task and send the ETag that came with it.");
    }
}
