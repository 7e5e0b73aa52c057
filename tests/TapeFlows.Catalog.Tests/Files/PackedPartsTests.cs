using TapeFlows.Backup;
using TapeFlows.Catalog.Files;

namespace TapeFlows.Catalog.Tests.Files;

public sealed class PackedPartsTests
{
    private static readonly FilePart[] s_parts =
    [
        new(new TapePosition(2, 127, 128, 0), 16_383, 16_384),
        new(new TapePosition(int.MaxValue, long.MaxValue, int.MaxValue, int.MaxValue), long.MaxValue, -1),
    ];

    [Fact]
    public void No_parts_are_null() => Assert.Null(PackedParts.Pack([]));

    [Fact]
    public void Small_numbers_take_one_byte() =>
        Assert.Equal([2, 127, 0, 0, 5, 0x80, 0x01], PackedParts.Pack([new FilePart(new TapePosition(2, 127, 0, 0), 5, 128)]));

    [Fact]
    public void Parts_come_back() => Assert.Equal(s_parts, PackedParts.Unpack(PackedParts.Pack(s_parts)!));

    [Fact]
    public void Every_cut_is_found()
    {
        var packed = PackedParts.Pack(s_parts)!;
        var firstLength = PackedParts.Pack(s_parts[..1])!.Length;

        for (var length = 1; length < packed.Length; length++)
        {
            if (length != firstLength)
                Assert.Throws<CatalogException>(() => PackedParts.Unpack(packed[..length]));
        }
    }

    [Fact]
    public void A_number_without_an_end_is_found() =>
        Assert.Throws<CatalogException>(() => PackedParts.Unpack([.. Enumerable.Repeat((byte)0xFF, 100)]));
}
