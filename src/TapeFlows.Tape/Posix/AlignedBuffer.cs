using System.Runtime.InteropServices;

namespace TapeFlows.Tape.Posix;

/// <summary>Native memory whose address suits O_DIRECT. Whoever makes one disposes of it.</summary>
internal sealed unsafe class AlignedBuffer(int length) : IDisposable
{
    public byte* Start { get; private set; } = (byte*)NativeMemory.AlignedAlloc((nuint)length, PosixFile.Alignment);

    public int Length { get; } = length;

    public Span<byte> Span => new(Start, Length);

    public void Dispose()
    {
        NativeMemory.AlignedFree(Start);
        Start = null;
    }
}
