using TapeFlows.Backup.Copies;
using TapeFlows.Backup.Volumes;
using TapeFlows.Operations.Sending;

namespace TapeFlows.Operations.Executors;

/// <summary>What a sending wants.</summary>
/// <param name="SetId">The set.</param>
/// <param name="Channel">Where its archive goes, on the node that asked: see <see cref="ArchiveChannels"/>.</param>
public sealed record SendRequest(Guid SetId, Guid Channel);

/// <summary>What a sending did.</summary>
/// <param name="SetId">The set.</param>
/// <param name="Files">Entries sent.</param>
/// <param name="Bytes">Content bytes sent.</param>
public sealed record SendResult(Guid SetId, long Files, long Bytes);

/// <summary>Reads a set from tape and sends it to whoever waits for it in this process. As long as nothing was sent, another attempt may follow.</summary>
internal sealed class SendExecutor(ArchiveChannels channels) : IOperationExecutor
{
    public OperationKind Kind => OperationKind.Send;

    public async Task<OperationEnd> ExecuteAsync(OperationContext context, CancellationToken cancellationToken)
    {
        var request = context.Request<SendRequest>();
        if (channels.Find(request.Channel) is not { Begun.IsCompleted: false } channel)
            return new OperationEnd(OperationOutcome.Failed, null, "Nobody takes the archive here: whoever asked for it went away, or asked another node. Ask the node that has the drive.");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, channel.Closed);
        try
        {
            var archive = new SetArchive(context.Catalog, context.Session, context.Site.Clock);
            var (files, bytes) = await archive.WriteAsync(request.SetId, channel.Destination, context.Site.BufferBytes, context.Progress, context.VolumesInLibrary(), stop.Token);
            await channel.CompleteAsync(null);
            return new OperationEnd(OperationOutcome.Done, OperationJson.Text(new SendResult(request.SetId, files, bytes)));
        }
        catch (Exception e) when (channel.Begun.IsCompleted || e is CopySourceException || channel.Closed.IsCancellationRequested)
        {
            // What was sent cannot be taken back: whoever takes it learns that it is not whole.
            await channel.CompleteAsync(e);
            return new OperationEnd(e is CopySourceException ? OperationOutcome.Damaged : OperationOutcome.Failed, null, channel.Closed.IsCancellationRequested ? "Whoever took the archive went away." : e.Message);
        }
    }
}
