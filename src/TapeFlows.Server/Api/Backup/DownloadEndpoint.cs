using System.Formats.Tar;
using System.Security.Claims;
using System.Text;
using TapeFlows.Backup;
using TapeFlows.Backup.Restore;
using TapeFlows.Backup.Restore.Target;
using TapeFlows.Operations;
using TapeFlows.Server.Access;
using TapeFlows.Server.Api.Description;
using TapeFlows.Server.Api.Problems;
using TapeFlows.Server.Composition;
using TapeFlows.Server.Data;

namespace TapeFlows.Server.Api.Backup;

/// <summary>
/// <c>/api/backup/sets/{id}/download</c>: what a set restores, as one tar stream. It is read from tape by an ordinary operation into the spool folder of this node, and sent when every checksum was
/// right: a caller never gets half of it for the whole, and a drive never waits for a slow line.
/// </summary>
internal static class DownloadEndpoint
{
    private const long Reserve = 256L << 20;

    public static void MapDownload(this IEndpointRouteBuilder backup) =>
        backup.MapGet("/sets/{id:guid}/download", DownloadAsync).RequireAuthorization(Policies.Operate).Answers<byte[]>(contentType: "application/x-tar").Refuses(404, 409, 503);

    /// <summary>Sends what a set restores (with those that it stands on) as one tar stream. The answer begins when all of it has been read from tape and checked.</summary>
    public static async Task<IResult> DownloadAsync(Guid id, Station station, IOperations operations, IAuditLog audit, ClaimsPrincipal caller, HttpResponse response, CancellationToken cancellationToken)
    {
        var set = await SetEndpoints.FindAsync(id, station, cancellationToken);
        var request = new RestoreRequest { SetId = id, Target = Path.Combine(station.Folder.SpoolFolder, $"download-{Guid.CreateVersion7():N}"), Owners = OwnerPolicy.Leave, DeviceNodes = false };
        await CheckAsync(request, set, station, cancellationToken);
        await audit.WriteAsync(caller, "set.download", id.ToString(), before: null, after: null, CancellationToken.None);
        Directory.CreateDirectory(request.Target!);
        response.OnCompleted(() => RemoveAsync(request.Target!));
        await ReadAsync(request, station, operations, cancellationToken);
        return Results.Stream(to => TarFile.CreateFromDirectoryAsync(request.Target!, to, includeBaseDirectory: false, cancellationToken), "application/x-tar", $"{set.StartedAt:yyyyMMdd-HHmmss}-{id}.tar");
    }

    private static async Task CheckAsync(RestoreRequest request, BackupSet set, Station station, CancellationToken cancellationToken)
    {
        var plan = await new RestorePlanner(station.Catalog).MakeAsync(request, cancellationToken: cancellationToken);
        Directory.CreateDirectory(station.Folder.SpoolFolder);
        var free = new DriveInfo(station.Folder.SpoolFolder).AvailableFreeSpace;
        if (plan.Bytes + Reserve > free)
            throw Problem.Unavailable.Because($"The download needs {plan.Bytes} bytes of room in {station.Folder.SpoolFolder}, and {Math.Max(0, free - Reserve)} are free. Restore the set to another place with POST /api/backup/restore.");
        var strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        foreach (var part in plan.Chain)
        {
            await foreach (var file in station.Catalog.ReadFilesAsync(part.Id, cancellationToken: cancellationToken))
            {
                if (!IsText(file.Path, strict))
                    throw Problem.Conflict.Because($"Set {set.Id} has the name /{file.Path}, which is no UTF-8: a download could not have it. Restore the set with POST /api/backup/restore.");
            }
        }
    }

    private static bool IsText(EntryPath path, UTF8Encoding strict)
    {
        try
        {
            strict.GetCharCount(path.Name);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static async Task ReadAsync(RestoreRequest request, Station station, IOperations operations, CancellationToken cancellationToken)
    {
        var node = ServedNode.NameIn(station.Settings);
        var run = $"download-{Guid.CreateVersion7():N}";
        var read = await operations.EnqueueAsync(new OperationRequest { Key = $"{run}/read", Kind = OperationKind.Read, Run = run, Data = OperationJson.Text(request), PreferredNode = node }, cancellationToken);
        try
        {
            await foreach (var seen in operations.WatchAsync(read.Id, cancellationToken))
                read = seen;
        }
        finally
        {
            // Whoever hangs up wants it no more; and what it mounted is for others.
            await operations.CancelAsync(read.Id, CancellationToken.None);
            await operations.EnqueueAsync(new OperationRequest { Key = $"{run}/unload", Kind = OperationKind.Unload, Run = run, PreferredNode = node }, CancellationToken.None);
        }

        if (read.State != OperationState.Succeeded || read.Outcome != OperationOutcome.Done)
            throw Problem.Conflict.Because($"Set {request.SetId} was not read as it was written: {read.Problem} Operation {read.Id} has the details. What can be read of it is restored with POST /api/backup/restore.");
        if (read.Node != node)
            throw Problem.Unavailable.Because($"The set was read by node {read.Node}, because the drive of {node} is taken or not here. Ask that node for the download.");
    }

    private static Task RemoveAsync(string folder)
    {
        Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }
}
