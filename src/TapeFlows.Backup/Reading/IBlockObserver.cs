namespace TapeFlows.Backup.Reading;

/// <summary>Sees the blocks as they come from the drive, on the thread that reads them.</summary>
internal interface IBlockObserver
{
    /// <summary>Reading of a piece begins at one of its blocks.</summary>
    void OnBegin(Segment piece, long number);

    /// <summary>A block was read, the next one of that piece.</summary>
    void OnBlock(Segment piece, ReadOnlySpan<byte> block, double fill);

    /// <summary>The last block of a piece was read.</summary>
    void OnEnd(Segment piece);
}
