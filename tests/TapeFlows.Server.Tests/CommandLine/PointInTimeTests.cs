using TapeFlows.Server.CommandLine;

namespace TapeFlows.Server.Tests.CommandLine;

public sealed class PointInTimeTests
{
    [Theory]
    [InlineData("2026-03-04T12:00:00Z")]
    [InlineData("2026-03-04T13:00:00+01:00")]
    [InlineData("2026-03-04 12:00Z")]
    [InlineData("2026-03-04T12:00:00.000Z")]
    public void A_moment_with_a_zone_is_that_moment(string text)
    {
        Assert.True(PointInTime.TryParse(text, out var moment));
        Assert.Equal(new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero), moment);
    }

    [Fact]
    public void A_moment_without_a_zone_is_local()
    {
        Assert.True(PointInTime.TryParse("2026-03-04T12:00", out var moment));
        Assert.Equal(new DateTime(2026, 3, 4, 12, 0, 0), moment.LocalDateTime);
    }

    [Fact]
    public void A_date_means_the_end_of_that_day()
    {
        Assert.True(PointInTime.TryParse("2026-03-04", out var moment));
        Assert.Equal(new DateTime(2026, 3, 5).AddTicks(-1), moment.LocalDateTime);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("04.03.2026")]
    [InlineData("2026-13-01")]
    [InlineData("2026-03-04T25:00")]
    public void Anything_else_is_refused(string text) => Assert.False(PointInTime.TryParse(text, out _));
}
