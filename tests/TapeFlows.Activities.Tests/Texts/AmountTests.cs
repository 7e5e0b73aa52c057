using TapeFlows.Activities.Texts;

namespace TapeFlows.Activities.Tests.Texts;

public sealed class AmountTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1023, "1.00 KiB")]
    [InlineData(1536, "1.50 KiB")]
    [InlineData(200_000, "195 KiB")]
    [InlineData(1_073_741_823, "1.00 GiB")]
    [InlineData(12e12, "10.9 TiB")]
    public void Bytes_have_three_digits(double bytes, string expected) => Assert.Equal(expected, Amount.OfBytes(bytes));

    [Theory]
    [InlineData(0.04, "0.0 s")]
    [InlineData(9.94, "9.9 s")]
    [InlineData(12, "12 s")]
    [InlineData(59.7, "00:59")]
    [InlineData(201, "03:21")]
    [InlineData(93_784, "26:03:04")]
    public void Times_are_as_long_as_they_need(double seconds, string expected) => Assert.Equal(expected, Amount.OfTime(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Counts_have_a_noun_that_fits() =>
        Assert.Equal(["1 file", "2,000 files", "0 entries"], [Amount.Of(1, "file"), Amount.Of(2000, "file"), Amount.Of(0, "entry", "entries")]);
}
