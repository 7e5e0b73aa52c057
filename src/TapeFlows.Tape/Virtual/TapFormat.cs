using TapeFlows.Tape.Drives;

namespace TapeFlows.Tape.Virtual;

/// <summary>The words of the SIMH magnetic tape format: little-endian 32-bit, before and behind each record.</summary>
internal static class TapFormat
{
    public const int WordSize = 4;
    public const uint Filemark = 0;
    public const int LongestRecord = 0xFFFFFF;

    /// <summary>
    /// Fills what is left of a sector behind the end of data until the file is cut to its length. As a word it is SIMH's "end of medium", so what a kill leaves
    /// can never be read as filemarks, as zeros would be.
    /// </summary>
    public const byte Padding = 0xFF;

    /// <summary>Bytes of a record in the file: two words and the data, padded to even.</summary>
    public static long RecordSize(int length) => Recording.SizeOfBlock(length);
}
