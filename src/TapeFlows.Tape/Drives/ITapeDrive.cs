namespace TapeFlows.Tape.Drives;

/// <summary>
/// A tape drive in variable block mode, with the behaviour of Linux <c>st</c>. All drives (virtual, memory, and later the real one) and
/// the decorators around them keep the same rules.
/// </summary>
/// <remarks>
/// One thread at a time. Calls block for as long as the hardware takes, so they belong on a thread of their own. A block address counts
/// blocks and filemarks from 0 at the beginning of the medium (SSC logical object number). Writing anywhere makes that point the end of data.
/// A write is durable only after a synchronous filemark.
/// </remarks>
public interface ITapeDrive : IDisposable
{
    /// <summary>The drive's name in its library, for people and logs, for example <c>drive0</c>.</summary>
    string Name { get; }

    /// <summary>The longest block this drive takes, in bytes; also the buffer size that reads any block of this product.</summary>
    int MaxBlockSize { get; }

    /// <summary>What is known of the loaded medium without moving it; <see langword="null"/> when none is loaded.</summary>
    MediumInformation? Medium { get; }

    /// <summary>Makes the medium that the changer has put in ready, at block 0.</summary>
    /// <param name="cancellationToken">Gives up waiting; the drive goes on by itself.</param>
    /// <returns><see cref="TapeStatus.Done"/>, <see cref="TapeStatus.NoMedium"/>, <see cref="TapeStatus.BecomingReady"/> or a failure.</returns>
    TapeResult Load(CancellationToken cancellationToken = default);

    /// <summary>Rewinds and ejects the medium so that the changer can take it. Unwritten buffers are <b>not</b> made durable.</summary>
    TapeResult Unload(CancellationToken cancellationToken = default);

    /// <summary>Goes to block 0.</summary>
    TapeResult Rewind(CancellationToken cancellationToken = default);

    /// <summary>Goes to a block address (SSC LOCATE(16)).</summary>
    /// <param name="blockAddress">The address, 0 or more.</param>
    /// <param name="cancellationToken">Gives up before the motion starts.</param>
    /// <returns><see cref="TapeStatus.Done"/>; <see cref="TapeStatus.EndOfData"/> with the position there, when the address lies behind it.</returns>
    TapeResult Locate(long blockAddress, CancellationToken cancellationToken = default);

    /// <summary>Goes to the end of recorded data, where appending is possible.</summary>
    TapeResult SpaceToEndOfData(CancellationToken cancellationToken = default);

    /// <summary>
    /// Spaces over filemarks: forwards the position ends behind the last one passed, backwards before it (SSC SPACE(16), st MTFSF and MTBSF).
    /// </summary>
    /// <param name="count">How many; negative is backwards.</param>
    /// <param name="cancellationToken">Gives up before the motion starts.</param>
    TapeResult SpaceFilemarks(int count, CancellationToken cancellationToken = default);

    /// <summary>Reads the next block.</summary>
    /// <param name="buffer">At least as long as the block.</param>
    /// <returns>
    /// <see cref="TapeStatus.Done"/> with the block's length; <see cref="TapeStatus.Filemark"/>, <see cref="TapeStatus.EndOfData"/>,
    /// <see cref="TapeStatus.Blank"/> (medium never written), <see cref="TapeStatus.BlockLargerThanBuffer"/> or a failure.
    /// </returns>
    TapeResult Read(Span<byte> buffer);

    /// <summary>Writes one block at the current position; everything behind it is gone.</summary>
    /// <param name="block">1 byte to <see cref="MaxBlockSize"/>.</param>
    /// <returns>
    /// <see cref="TapeStatus.Done"/>: taken. <see cref="TapeStatus.EarlyWarning"/>: nothing written, see there. Otherwise nothing was written and why.
    /// </returns>
    TapeResult Write(ReadOnlySpan<byte> block);

    /// <summary>Writes filemarks. A count of 0 with <see cref="FilemarkMode.Synchronous"/> only flushes.</summary>
    /// <param name="count">0 or more.</param>
    /// <param name="mode">Whether to wait for the medium.</param>
    TapeResult WriteFilemarks(int count, FilemarkMode mode);

    /// <summary>The address of the next block (SSC READ POSITION).</summary>
    /// <param name="blockAddress">The address; undefined unless the result is <see cref="TapeStatus.Done"/>.</param>
    TapeResult ReadPosition(out long blockAddress);

    /// <summary>
    /// The state now: <see cref="TapeStatus.Done"/> when ready, <see cref="TapeStatus.NoMedium"/>, <see cref="TapeStatus.BecomingReady"/> or a failure.
    /// </summary>
    TapeResult Status();
}
