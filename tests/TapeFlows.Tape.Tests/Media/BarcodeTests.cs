using TapeFlows.Tape.Media;

namespace TapeFlows.Tape.Tests.Media;

public sealed class BarcodeTests
{
    [Theory]
    [InlineData("TF", 1, "LTO-8", false, "TF0001L8")]
    [InlineData("A", 12345, "LTO-5", false, "A12345L5")]
    [InlineData("TF", 9999, "LTO-9", true, "TF9999LZ")]
    [InlineData("ABCDE", 7, "LTO-10", false, "ABCDE7LA")]
    public void A_barcode_has_six_characters_and_the_suffix_of_its_generation(string prefix, int number, string type, bool worm, string expected)
    {
        var barcode = Barcode.Make(prefix, number, LtoGeneration.Find(type)!, worm);
        Assert.Equal(expected, barcode);
        Assert.True(Barcode.IsValid(barcode));
    }

    [Fact]
    public void A_number_too_large_for_its_place_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Barcode.Make("TF", 10_000, LtoGeneration.Find("LTO-8")!));

    [Fact]
    public void Times_grow_with_the_distance()
    {
        var generation = LtoGeneration.Find("lto-8")!;
        Assert.Equal(TimeSpan.Zero, generation.LocateTime(0, generation.NativeCapacity));
        Assert.Equal(generation.AverageLocate, generation.LocateTime(generation.NativeCapacity / 2, generation.NativeCapacity));
        Assert.Equal(TimeSpan.FromSeconds(1), generation.TransferTime(360_000_000));
        Assert.Null(LtoGeneration.Find("DLT"));
    }
}
