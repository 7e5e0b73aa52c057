using System.Numerics;
using System.Runtime.InteropServices;

namespace TapeFlows.Tape.Checksums;

/// <summary>CRC-32C (Castagnoli, RFC 3720), by the processor's instruction where it has one. For records of a few bytes, not for bulk data.</summary>
internal static class Crc32C
{
    public static uint Compute(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        for (; data.Length >= sizeof(ulong); data = data[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, MemoryMarshal.Read<ulong>(data));
        foreach (var value in data)
            crc = BitOperations.Crc32C(crc, value);
        return ~crc;
    }
}
