using System.Threading.Channels;

namespace Elsa.Workflows.Runtime.Dispatch;

/// <summary>Wakes a worker; calls that come while it works are one.</summary>
internal abstract class WorkSignal
{
    private readonly Channel<bool> _channel = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Set() => _channel.Writer.TryWrite(item: true);

    /// <summary>Waits for a call, or for so long.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await _channel.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nobody called: look anyway, other nodes store work too.
        }
    }
}

/// <summary>There is work in the dispatch queue.</summary>
internal sealed class DispatchSignal : WorkSignal;

/// <summary>A queued event, or a bookmark for one, came.</summary>
internal sealed class BookmarkQueueSignal : WorkSignal;
