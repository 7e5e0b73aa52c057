using Elsa.Workflows.Api.RealTime;

namespace Elsa.Embedded.Tests.Api;

/// <summary>Who is to be told of what.</summary>
public sealed class ObserversTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly Observers _observers = new();

    [Fact]
    public void A_state_is_news_once_whoever_sees_it_first()
    {
        _observers.Add("c1", "i1", Noon);
        Assert.False(_observers.See("i1", Noon));
        Assert.True(_observers.See("i1", Noon.AddSeconds(1)));
        Assert.False(_observers.See("i1", Noon.AddSeconds(1)));
    }

    [Fact]
    public void A_moment_that_the_database_has_cut_is_the_same()
    {
        _observers.Add("c1", "i1", Noon.AddTicks(19));
        Assert.False(_observers.See("i1", Noon.AddTicks(10)));
        Assert.True(_observers.See("i1", Noon.AddTicks(30)));
    }

    [Fact]
    public void Another_node_whose_clock_is_behind_has_news_too()
    {
        _observers.Add("c1", "i1", Noon);
        Assert.True(_observers.See("i1", Noon.AddMinutes(-1)));
    }

    [Fact]
    public void Who_comes_later_takes_no_news_from_who_is_there()
    {
        _observers.Add("c1", "i1", Noon);
        _observers.Add("c2", "i1", Noon.AddSeconds(1));
        Assert.True(_observers.See("i1", Noon.AddSeconds(1)));
    }

    [Fact]
    public void An_instance_is_looked_at_until_the_last_has_gone()
    {
        Assert.False(_observers.See("i1", Noon));
        _observers.Add("c1", "i1", Noon);
        _observers.Add("c1", "i1", Noon);
        _observers.Add("c2", "i1", Noon);
        _observers.Add("c2", "i2", Noon);
        _observers.Remove("c1");
        Assert.Equal(["i1", "i2"], _observers.Instances().Order(StringComparer.Ordinal));
        _observers.Remove("c2");
        _observers.Remove("c2");
        Assert.True(_observers.IsEmpty);
        Assert.False(_observers.AreLookingAt("i1"));
    }
}
