namespace TapeFlows.Backup.Reading;

/// <summary>Sees the blocks as they come from the drive, on the thread that reads them.</summary>
internal interface IBlockObserver
{
    /// <summary>Reading of a piece is about to begin at one of its blocks. The tape may be moved.</summary>
    void OnBegin(VolumeReader volume, Segment piece, long number);

    /// <summary>A block was read, the next one of that piece.</summary>
    void OnBlock(Segment piece, ReadOnlySpan<byte> block, double fill);

    /// <summary>The last block of a piece was read. The tape stands behind it and may be moved.</summary>
    void OnEnd(VolumeReader volume, Segment piece);
}
