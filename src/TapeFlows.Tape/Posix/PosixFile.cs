using System.Runtime.InteropServices;

namespace TapeFlows.Tape.Posix;

/// <summary>
/// An open file, read and written at given offsets; an error number becomes a <see cref="PosixException"/>. Where the file system takes it
/// the file is opened with O_DIRECT: then offsets, lengths and buffers must be multiples of <see cref="Alignment"/>.
/// </summary>
internal sealed unsafe class PosixFile : IDisposable
{
    /// <summary>Serves 512-byte and 4 KiB sectors alike.</summary>
    public const int Alignment = 4096;

    private const int PermissionsBeforeUmask = 0x1B6; // 0666
    private const int SeekEnd = 2;

    private readonly Lock _reopening = new();
    private readonly int _flags;
    private volatile int _descriptor;
    private volatile bool _isDirect;
    private int _retired = -1;

    private PosixFile(string path, int descriptor, int flags, bool isDirect)
    {
        Path = path;
        _descriptor = descriptor;
        _flags = flags;
        _isDirect = isDirect;
    }

    public string Path { get; }

    public bool IsDirect => _isDirect;

    public long Length => Check(FileCalls.Seek(_descriptor, 0, SeekEnd), "find the length of");

    public static PosixFile Open(string path, bool writable, bool direct)
    {
        var flags = FileCalls.CloseOnExec | (writable ? FileCalls.ReadWrite | FileCalls.Create : FileCalls.ReadOnly);
        if (direct)
        {
            var descriptor = FileCalls.Open(path, flags | FileCalls.Direct, PermissionsBeforeUmask);
            if (descriptor >= 0)
                return new PosixFile(path, descriptor, flags, isDirect: true);
            if (Marshal.GetLastPInvokeError() is not (Errno.InvalidArgument or Errno.NotSupported))
                throw Failure(path, "open");
        }

        var buffered = FileCalls.Open(path, flags, PermissionsBeforeUmask);
        return buffered >= 0 ? new PosixFile(path, buffered, flags, isDirect: false) : throw Failure(path, "open");
    }

    /// <summary>Reads until the count is reached or the file ends.</summary>
    public int Read(byte* buffer, int count, long offset)
    {
        var total = 0;
        while (total < count)
        {
            var direct = IsDirect;
            var read = FileCalls.PositionalRead(_descriptor, buffer + total, (nuint)(count - total), offset + total);
            if (read < 0 && !CanRetry(direct))
                throw Failure(Path, "read");
            if (read == 0)
                break;
            if (read > 0)
                total += (int)read;

            // A direct read that ends off a sector boundary has met the end of the file; going on from there would be refused.
            if (IsDirect && total % Alignment != 0)
                break;
        }

        return total;
    }

    public int Read(Span<byte> buffer, long offset)
    {
        fixed (byte* start = buffer)
            return Read(start, buffer.Length, offset);
    }

    public void Write(byte* buffer, int count, long offset)
    {
        var total = 0;
        while (total < count)
        {
            var direct = IsDirect;
            var written = FileCalls.PositionalWrite(_descriptor, buffer + total, (nuint)(count - total), offset + total);
            if (written > 0)
                total += (int)written;
            else if (!CanRetry(direct))
                throw Failure(Path, "write");
        }
    }

    public void Write(ReadOnlySpan<byte> buffer, long offset)
    {
        fixed (byte* start = buffer)
            Write(start, buffer.Length, offset);
    }

    public void Truncate(long length) => Check(FileCalls.Truncate(_descriptor, length), "cut");

    /// <summary>Sets disk space aside without changing the length.</summary>
    /// <returns><see langword="false"/> when the disk or the quota is full; <see langword="true"/> also where the file system cannot reserve.</returns>
    public bool Reserve(long offset, long length) =>
        FileCalls.Allocate(_descriptor, FileCalls.FallocateKeepSize, offset, length) == 0
        || Marshal.GetLastPInvokeError() is not (Errno.NoSpace or Errno.QuotaExceeded);

    /// <summary>Returns when the file's content and length are on the disk.</summary>
    public void Sync() => Check(FileCalls.SyncData(_descriptor), "flush");

    /// <summary>As <see cref="Sync"/>, with everything the file system keeps of the file; what a directory needs.</summary>
    public void SyncAll() => Check(FileCalls.Sync(_descriptor), "flush");

    public void Dispose()
    {
        if (_descriptor < 0)
            return;
        _ = FileCalls.Close(_descriptor);
        _descriptor = -1;
        if (_retired >= 0)
            _ = FileCalls.Close(_retired);
    }

    /// <summary>Interrupted calls are repeated; a file system that takes O_DIRECT at open may still refuse it at the first transfer.</summary>
    private bool CanRetry(bool wasDirect)
    {
        var error = Marshal.GetLastPInvokeError();
        if (error == Errno.InvalidArgument)
            return wasDirect && ReopenBuffered();
        return error == Errno.Interrupted;
    }

    private bool ReopenBuffered()
    {
        lock (_reopening)
        {
            if (!IsDirect)
                return true;
            var descriptor = FileCalls.Open(Path, _flags, PermissionsBeforeUmask);
            if (descriptor < 0)
                return false;

            // Another thread may be in a call on the first descriptor, so it stays open as long as the file.
            _retired = _descriptor;
            _descriptor = descriptor;
            _isDirect = false;
            return true;
        }
    }

    private long Check(long result, string verb) => result >= 0 ? result : throw Failure(Path, verb);

    private static PosixException Failure(string path, string verb) => new(Marshal.GetLastPInvokeError(), verb, path);
}
