using System.Collections.Concurrent;
using System.IO.Pipelines;

namespace TapeFlows.Operations.Sending;

/// <summary>Where operations of this process send what they read: to whoever waits for it here.</summary>
public sealed class ArchiveChannels
{
    private readonly ConcurrentDictionary<Guid, ArchiveChannel> _channels = new();

    /// <summary>Makes one; it is gone when it is disposed of.</summary>
    public ArchiveChannel Open()
    {
        var channel = new ArchiveChannel(gone => _channels.TryRemove(gone, out _));
        _channels[channel.Id] = channel;
        return channel;
    }

    internal ArchiveChannel? Find(Guid id) => _channels.GetValueOrDefault(id);
}

/// <summary>A stream of bytes from an operation to who takes them. Holds a fixed number of them: whoever is slow has the drive wait.</summary>
public sealed class ArchiveChannel : IDisposable
{
    private const int Held = 4 * 1024 * 1024;
    private readonly Action<Guid> _gone;
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: Held, resumeWriterThreshold: Held / 2, useSynchronizationContext: false));
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _closed = new();

    internal ArchiveChannel(Action<Guid> gone)
    {
        _gone = gone;
        Destination = new ChannelStream(this);
    }

    /// <summary>Its identity.</summary>
    public Guid Id { get; } = Guid.NewGuid();

    /// <summary>Ends when the first bytes are there.</summary>
    public Task Begun => _begun.Task;

    /// <summary>The bytes; what the operation failed with is thrown behind the last of them.</summary>
    public PipeReader Source => _pipe.Reader;

    /// <summary>Nobody takes bytes any more.</summary>
    internal CancellationToken Closed => _closed.Token;

    internal Stream Destination { get; }

    /// <summary>Nothing follows.</summary>
    internal ValueTask CompleteAsync(Exception? failure) => _pipe.Writer.CompleteAsync(failure);

    /// <inheritdoc/>
    public void Dispose()
    {
        _gone(Id);
        _closed.Cancel();
        _pipe.Reader.Complete();
    }

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        _begun.TrySetResult();
        if ((await _pipe.Writer.WriteAsync(bytes, cancellationToken)).IsCompleted)
            throw new OperationCanceledException("Whoever took the archive went away.");
    }

    private sealed class ChannelStream(ArchiveChannel channel) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => channel.WriteAsync(buffer, cancellationToken);

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Flush()
        {
        }

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
