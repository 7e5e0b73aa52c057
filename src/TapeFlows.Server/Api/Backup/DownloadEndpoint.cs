using System.Security.Claims;
using TapeFlows.Backup;
using TapeFlows.Operations;
using TapeFlows.Operations.Executors;
using TapeFlows.Operations.Sending;
using TapeFlows.Server.Access;
using TapeFlows.Server.Api.Description;
using TapeFlows.Server.Api.Problems;
using TapeFlows.Server.Composition;
using TapeFlows.Server.Data;

namespace TapeFlows.Server.Api.Backup;

/// <summary>
/// <c>/api/backup/sets/{id}/download</c>: a set as one tar stream, straight from tape: owners, links, devices, attributes and names of any bytes as they were archived. It is read by an ordinary operation of this node,
/// with its leases and limits. The answer begins with the first bytes, so what turns out damaged later breaks it off: an archive that has its end is whole, and every checksum was right.
/// </summary>
internal static class DownloadEndpoint
{
    public static void MapDownload(this IEndpointRouteBuilder backup) =>
        backup.MapGet("/sets/{id:guid}/download", DownloadAsync).RequireAuthorization(Policies.Operate).Answers<byte[]>(contentType: "application/x-tar").Refuses(404, 409, 503);

    /// <summary>Sends a set as one tar stream, read from tape: a full set is all that was backed up; of a differential or incremental one, what changed since its base. Whoever goes away ends the reading.</summary>
    public static async Task<IResult> DownloadAsync(
        Guid id, Station station, IOperations operations, ArchiveChannels channels, IAuditLog audit, ClaimsPrincipal caller, HttpResponse response, CancellationToken cancellationToken)
    {
        var set = await SetEndpoints.FindAsync(id, station, cancellationToken);
        if (set.State == SetState.Writing)
            throw Problem.Conflict.Because($"Set {id} is being written. Wait until it is complete.");
        await audit.WriteAsync(caller, "set.download", id.ToString(), before: null, after: null, CancellationToken.None);
        var channel = channels.Open();
        var node = ServedNode.NameIn(station.Settings);
        var run = $"download-{Guid.CreateVersion7():N}";
        var request = new OperationRequest { Key = $"{run}/send", Kind = OperationKind.Send, Run = run, Data = OperationJson.Text(new SendRequest(id, channel.Id)), PreferredNode = node };
        var send = await operations.EnqueueAsync(request, cancellationToken);
        response.OnCompleted(() => CloseAsync(channel, send.Id, run, node, operations));
        var ending = EndOfAsync(operations, send, cancellationToken);
        await Task.WhenAny(channel.Begun, ending);
        if (!channel.Begun.IsCompleted)
            throw Refusal(await ending, id);
        return Results.Stream(to => SendAsync(channel, to, ending, cancellationToken), "application/x-tar", $"{set.StartedAt:yyyyMMdd-HHmmss}-{id}.tar");
    }

    private static async Task SendAsync(ArchiveChannel channel, Stream to, Task<Operation> ending, CancellationToken cancellationToken)
    {
        // What the operation failed with comes behind the last bytes, and breaks the answer off.
        await channel.Source.CopyToAsync(to, cancellationToken);
        await ending;
    }

    private static async Task<Operation> EndOfAsync(IOperations operations, Operation operation, CancellationToken cancellationToken)
    {
        await foreach (var seen in operations.WatchAsync(operation.Id, cancellationToken))
            operation = seen;
        return operation;
    }

    private static ProblemException Refusal(Operation ended, Guid id) => ended.Outcome == OperationOutcome.Damaged
        ? Problem.Conflict.Because($"Set {id} was not read as it was written: {ended.Problem} What can be read of it is restored with POST /api/backup/restore.")
        : Problem.Unavailable.Because($"Set {id} could not be read: {ended.Problem} Operation {ended.Id} has the details.");

    // Whoever hangs up wants it no more; and what it mounted is for others.
    private static async Task CloseAsync(ArchiveChannel channel, Guid operation, string run, string node, IOperations operations)
    {
        channel.Dispose();
        await operations.CancelAsync(operation, CancellationToken.None);
        await operations.EnqueueAsync(new OperationRequest { Key = $"{run}/unload", Kind = OperationKind.Unload, Run = run, PreferredNode = node }, CancellationToken.None);
    }
}
