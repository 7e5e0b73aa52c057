namespace TapeFlows.Tape.Drives;

/// <summary>
/// What is recorded on a cartridge: blocks and filemarks, numbered from 0. It knows nothing of positions, early warning or protection; those are
/// the drive's rules (<see cref="EmulatedDrive"/>). A method that cannot do its work throws an <see cref="IOException"/>.
/// </summary>
internal abstract class Recording : IDisposable
{
    /// <summary>What a block costs of the capacity beyond its own length, and what a filemark costs: the words of the SIMH format.</summary>
    public const int BlockOverhead = 8;

    /// <inheritdoc cref="BlockOverhead"/>
    public const int FilemarkSize = 4;

    /// <summary>Blocks and filemarks recorded; also the block address of the end of data.</summary>
    public abstract long Count { get; }

    /// <summary>Filemarks recorded.</summary>
    public abstract long FilemarkCount { get; }

    /// <summary>
    /// Why there may be more behind the last known object than could be made out; <see langword="null"/> when the end of data is certain.
    /// Such an end is neither blank nor a place to append.
    /// </summary>
    public virtual string? DamageAtEnd => null;

    /// <summary>Bytes of the capacity that the objects before this one take.</summary>
    public abstract long SizeBefore(long number);

    /// <summary>Filemarks with a number less than this one.</summary>
    public abstract long FilemarksBefore(long number);

    /// <summary>The object number of a filemark, counted from 0.</summary>
    public abstract long FindFilemark(long ordinal);

    /// <summary>The length of a block; <see langword="null"/> for a filemark.</summary>
    public abstract int? BlockLength(long number);

    /// <summary>Copies a whole block.</summary>
    /// <param name="number">The number of a block.</param>
    /// <param name="destination">Exactly as long as the block.</param>
    public abstract void Read(long number, Span<byte> destination);

    /// <summary>Whether there is room for so many more bytes where the recording is kept; asked before every append.</summary>
    public virtual bool HasRoomFor(long bytes) => true;

    public abstract void AppendBlock(ReadOnlySpan<byte> block);

    public abstract void AppendFilemarks(int count);

    /// <summary>Makes an object number the end of data.</summary>
    public abstract void CutAt(long number);

    /// <summary>Returns when everything appended is on the medium.</summary>
    public abstract void MakeDurable();

    /// <summary>Throws away what was appended since it was last made durable, as a power failure would.</summary>
    public abstract void LosePower();

    public abstract void Dispose();

    /// <summary>Bytes of the capacity that a block takes.</summary>
    public static long SizeOfBlock(int length) => length + (length & 1) + BlockOverhead;
}
