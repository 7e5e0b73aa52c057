using TapeFlows.Scheduling.Workflows;

namespace TapeFlows.Scheduling.Tests.Workflows;

public sealed class OccurrenceTests
{
    private static readonly DateTimeOffset Planned = new(2026, 11, 23, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_id_of_the_instance_follows_from_what_is_scheduled_and_the_planned_time()
    {
        var id = Occurrence.InstanceId("nightly", Planned);
        Assert.Equal(16, id.Length);
        Assert.Equal(id, Occurrence.InstanceId("nightly", Planned.ToOffset(TimeSpan.FromHours(8))));
        Assert.NotEqual(id, Occurrence.InstanceId("nightly", Planned.AddSeconds(1)));
        Assert.NotEqual(id, Occurrence.InstanceId("weekly", Planned));
        // Fractions are lost when Quartz recovers a firing.
        Assert.Equal(id, Occurrence.InstanceId("nightly", Planned.AddMilliseconds(999)));
    }

    [Fact]
    public void A_million_planned_times_have_a_million_ids()
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 1_000_000; i++)
            ids.Add(Occurrence.InstanceId("nightly", Planned.AddSeconds(i)));
        Assert.Equal(1_000_000, ids.Count);
    }
}
