using TapeFlows.Backup.Posix;

namespace TapeFlows.Backup.Sources;

/// <summary>
/// Keeps at most so many directories of a walk open. Which one to close is found by the clock method: the oldest that was not used since
/// the hand last came by. Used by the walk and by all readers at once.
/// </summary>
internal sealed class OpenDirectories(int limit) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Queue<SourceDirectory> _clock = new();
    private bool _disposed;

    /// <summary>The right to use the directory's descriptor, when it is open.</summary>
    public bool TryUse(SourceDirectory directory, out Descriptor.Lease lease)
    {
        lock (_lock)
        {
            directory.WasUsed = true;
            lease = directory.Descriptor is { } open ? open.Use() : default;
            return directory.Descriptor is not null;
        }
    }

    /// <summary>Takes a descriptor that was just opened (or drops it, when another thread was faster) and closes what is too much.</summary>
    public Descriptor.Lease Keep(SourceDirectory directory, Descriptor descriptor)
    {
        lock (_lock)
        {
            if (_disposed)
                descriptor.Dispose();
            ObjectDisposedException.ThrowIf(_disposed, this);
            directory.WasUsed = true;
            if (directory.Descriptor is { } faster)
            {
                descriptor.Dispose();
                return faster.Use();
            }

            directory.Descriptor = descriptor;
            _clock.Enqueue(directory);
            var lease = descriptor.Use();
            CloseOldest();
            return lease;
        }
    }

    private void CloseOldest()
    {
        while (_clock.Count > limit)
        {
            var oldest = _clock.Dequeue();
            if (oldest.WasUsed)
            {
                oldest.WasUsed = false;
                _clock.Enqueue(oldest);
                continue;
            }

            oldest.Descriptor?.Dispose();
            oldest.Descriptor = null;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            while (_clock.TryDequeue(out var directory))
            {
                directory.Descriptor?.Dispose();
                directory.Descriptor = null;
            }
        }
    }
}
