using TapeFlows.Catalog.Databases;

namespace TapeFlows.Catalog.Tests.Model;

public sealed class MomentTests
{
    [Fact]
    public void Dates_come_back_to_the_tick()
    {
        DateTimeOffset[] dates = [DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddTicks(-1), new(2026, 2, 3, 4, 5, 6, TimeSpan.FromHours(-7))];

        Assert.All(dates, date => Assert.Equal(date, Moment.FromNanoseconds(Moment.ToNanoseconds(date.AddTicks(7))).AddTicks(-7)));
    }

    [Fact]
    public void Dates_out_of_range_become_the_nearest_end()
    {
        Assert.Equal(2262, Moment.FromNanoseconds(Moment.ToNanoseconds(DateTimeOffset.MaxValue)).Year);
        Assert.Equal(1677, Moment.FromNanoseconds(Moment.ToNanoseconds(DateTimeOffset.MinValue)).Year);
    }
}
