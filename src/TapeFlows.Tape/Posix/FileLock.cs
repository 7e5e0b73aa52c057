using System.Runtime.InteropServices;

namespace TapeFlows.Tape.Posix;

/// <summary>
/// An exclusive lock on a file (flock). It belongs to the open file, so it excludes other objects in this process as well as other
/// processes, and it goes away with the process however that ends.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private const int PermissionsBeforeUmask = 0x1B6; // 0666

    private int _descriptor;

    private FileLock(int descriptor) => _descriptor = descriptor;

    /// <summary>Takes the lock if it is free.</summary>
    public static FileLock? TryTake(string path) => Take(path, FileCalls.LockExclusive | FileCalls.LockNonBlocking);

    /// <summary>Waits for the lock; for locks that are held for moments only.</summary>
    public static FileLock Wait(string path) =>
        Take(path, FileCalls.LockExclusive) ?? throw new PosixException(Errno.TryAgain, "lock", path);

    public void Dispose()
    {
        var descriptor = Interlocked.Exchange(ref _descriptor, -1);
        if (descriptor >= 0)
            _ = FileCalls.Close(descriptor);
    }

    private static FileLock? Take(string path, int operation)
    {
        var descriptor = FileCalls.Open(path, FileCalls.ReadWrite | FileCalls.Create | FileCalls.CloseOnExec, PermissionsBeforeUmask);
        if (descriptor < 0)
            throw new PosixException(Marshal.GetLastPInvokeError(), "open", path);

        while (FileCalls.Lock(descriptor, operation) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error == Errno.Interrupted)
                continue;
            _ = FileCalls.Close(descriptor);
            return error == Errno.TryAgain ? null : throw new PosixException(error, "lock", path);
        }

        return new FileLock(descriptor);
    }
}
