using System.Runtime.InteropServices;

namespace TapeFlows.Backup.Posix;

/// <summary>Reading, writing and positioning of file content.</summary>
internal static unsafe partial class Content
{
    public const int SeekData = 3;
    public const int SeekHole = 4;
    public const int AdviseSequential = 2;

    /// <summary>Reads at the current position: bytes read, 0 at the end, -1 with <see cref="Errno.Last"/>.</summary>
    /// <param name="descriptor">An open file.</param>
    /// <param name="buffer">Receives the bytes.</param>
    public static int Read(int descriptor, Span<byte> buffer)
    {
        fixed (byte* pointer = buffer)
        {
            nint read;
            do
            {
                read = ReadAtPosition(descriptor, pointer, (nuint)buffer.Length);
            }
            while (read < 0 && Errno.Last == Errno.Interrupted);
            return (int)read;
        }
    }

    /// <summary>Reads at an offset: bytes read, 0 at the end, -1 with <see cref="Errno.Last"/>.</summary>
    /// <param name="descriptor">An open file.</param>
    /// <param name="buffer">Receives the bytes.</param>
    /// <param name="offset">Bytes from the start of the file.</param>
    public static int ReadAt(int descriptor, Span<byte> buffer, long offset)
    {
        fixed (byte* pointer = buffer)
        {
            nint read;
            do
            {
                read = PositionedRead(descriptor, pointer, (nuint)buffer.Length, offset);
            }
            while (read < 0 && Errno.Last == Errno.Interrupted);
            return (int)read;
        }
    }

    /// <summary>Writes all bytes at an offset: 0, or the error.</summary>
    /// <param name="descriptor">An open file.</param>
    /// <param name="data">What to write.</param>
    /// <param name="offset">Bytes from the start of the file.</param>
    public static int WriteAt(int descriptor, ReadOnlySpan<byte> data, long offset)
    {
        while (!data.IsEmpty)
        {
            nint written;
            fixed (byte* pointer = data)
                written = PositionedWrite(descriptor, pointer, (nuint)data.Length, offset);
            if (written < 0 && Errno.Last != Errno.Interrupted)
                return Errno.Last;
            if (written <= 0)
                continue;
            data = data[(int)written..];
            offset += written;
        }

        return 0;
    }

    /// <summary>lseek(2): the new position, or -1 with <see cref="Errno.Last"/>.</summary>
    [LibraryImport("libc", EntryPoint = "lseek", SetLastError = true)]
    public static partial long Seek(int descriptor, long offset, int whence);

    /// <summary>posix_fadvise(2): advice, so its result does not matter.</summary>
    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    public static partial int Advise(int descriptor, long offset, long length, int advice);

    /// <summary>Sets the length of a file.</summary>
    [LibraryImport("libc", EntryPoint = "ftruncate", SetLastError = true)]
    public static partial int SetLength(int descriptor, long length);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint ReadAtPosition(int descriptor, byte* buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "pread", SetLastError = true)]
    private static partial nint PositionedRead(int descriptor, byte* buffer, nuint length, long offset);

    [LibraryImport("libc", EntryPoint = "pwrite", SetLastError = true)]
    private static partial nint PositionedWrite(int descriptor, byte* buffer, nuint length, long offset);
}
