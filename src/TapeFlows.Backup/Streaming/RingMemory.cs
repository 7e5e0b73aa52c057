using System.Buffers;
using System.Runtime.InteropServices;

namespace TapeFlows.Backup.Streaming;

/// <summary>
/// The memory of a ring, outside the collected heap: given back when it is disposed of, not when a collection of the oldest generation comes
/// round. Blocks are aligned to the page, so that a source or a device may be read and written without the page cache.
/// </summary>
internal sealed unsafe class RingMemory : IDisposable
{
    private const int PageSize = 4096;
    private readonly nuint _stride;
    private readonly int _blockSize;
    private byte* _start;

    /// <param name="blocks">How many blocks.</param>
    /// <param name="blockSize">Bytes of each; not zeroed.</param>
    public RingMemory(int blocks, int blockSize)
    {
        _blockSize = blockSize;
        _stride = ((nuint)blockSize + PageSize - 1) / PageSize * PageSize;
        // In one piece: the C library takes a large one from the kernel, and gives it back to the kernel.
        _start = (byte*)NativeMemory.AlignedAlloc((nuint)blocks * _stride, PageSize);
    }

    /// <summary>A block; not to be used once the ring's memory is disposed of.</summary>
    /// <param name="index">Which, from 0.</param>
    public Memory<byte> Block(int index) => new View(this, (nuint)index * _stride).Memory;

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.AlignedFree(_start);
        _start = null;
    }

    private sealed class View(RingMemory owner, nuint offset) : MemoryManager<byte>
    {
        public override Span<byte> GetSpan() => new(Start, owner._blockSize);

        public override MemoryHandle Pin(int elementIndex = 0)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)elementIndex, (uint)owner._blockSize, nameof(elementIndex));
            return new MemoryHandle(Start + elementIndex);
        }

        public override void Unpin()
        {
            // It never moves.
        }

        protected override void Dispose(bool disposing)
        {
            // The ring's memory is one piece, and its owner disposes of it.
        }

        private byte* Start
        {
            get
            {
                ObjectDisposedException.ThrowIf(owner._start == null, owner);
                return owner._start + offset;
            }
        }
    }
}
