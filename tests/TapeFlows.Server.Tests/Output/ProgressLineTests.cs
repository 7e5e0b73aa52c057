using TapeFlows.Backup.Streaming;
using TapeFlows.Server.Progress;

namespace TapeFlows.Server.Tests.Output;

public sealed class ProgressLineTests
{
    private static readonly ProgressReport Half = new(
        Files: 1234, Bytes: 50 << 20, TapeBytes: 51 << 20, TotalBytes: 100 << 20, BytesPerSecond: 20 << 20, MeanBytesPerSecond: 10 << 20,
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5), "TF0001L8", 0.83, "writing");

    [Fact]
    public void It_tells_files_bytes_rates_remaining_volume_and_buffer()
    {
        var line = ProgressLine.Plain(Half);
        Assert.All(
            ["1,234 files", "50.0 MiB of about 100 MiB", "20.0 MiB/s (mean 10.0 MiB/s)", "5.0 s left", "TF0001L8", "buffer 83%"],
            fact => Assert.Contains(fact, line, StringComparison.Ordinal));
    }

    [Fact]
    public void The_bar_is_half_full_at_half()
    {
        var line = ProgressLine.Live(Half, 200);
        Assert.Equal(10, line.Count(character => character == '█'));
        Assert.Contains("50%", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_narrow_terminal_cuts_the_line() => Assert.Equal(30, ProgressLine.Live(Half, 30).Length);

    [Fact]
    public void Without_a_total_there_is_no_bar() =>
        Assert.DoesNotContain('█', ProgressLine.Live(Half with { TotalBytes = null }, 200));
}
