using TapeFlows.Server.Data;

namespace TapeFlows.Server.Tests.Data;

public sealed class ByteSizeTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("4096", 4096)]
    [InlineData("64MiB", 64L << 20)]
    [InlineData("64 mib", 64L << 20)]
    [InlineData("1M", 1L << 20)]
    [InlineData("1.5GiB", 3L << 29)]
    [InlineData("12TB", 12_000_000_000_000)]
    [InlineData("7B", 7)]
    public void A_size_is_a_number_with_or_without_a_unit(string text, long bytes)
    {
        Assert.True(ByteSize.TryParse(text, out var size));
        Assert.Equal(bytes, size.Bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MiB")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("1,000")]
    [InlineData("64 MiBs")]
    [InlineData("9999999PiB")]
    public void What_is_no_number_of_bytes_is_refused(string text) => Assert.False(ByteSize.TryParse(text, out _));

    [Theory]
    [InlineData(0)]
    [InlineData(513)]
    [InlineData(1 << 20)]
    [InlineData(3L << 29)]
    [InlineData(long.MaxValue)]
    public void What_it_prints_it_reads_back(long bytes)
    {
        Assert.True(ByteSize.TryParse(new ByteSize(bytes).ToString(), out var size));
        Assert.Equal(bytes, size.Bytes);
    }
}
