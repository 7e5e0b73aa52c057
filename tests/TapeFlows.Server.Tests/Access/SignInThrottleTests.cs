using System.Net;
using Microsoft.Extensions.Time.Testing;
using TapeFlows.Server.Access.SignIn;

namespace TapeFlows.Server.Tests.Access;

public sealed class SignInThrottleTests
{
    private static readonly IPAddress Here = IPAddress.Parse("192.0.2.1");
    private readonly FakeTimeProvider _clock = new();
    private readonly SignInThrottle _throttle;

    public SignInThrottleTests() => _throttle = new SignInThrottle(_clock);

    [Fact]
    public void Waits_grow_to_a_minute_and_no_further()
    {
        var waits = new List<double>();
        for (var i = 0; i < 15; i++)
        {
            var wait = _throttle.Begin("admin", IPAddress.Parse($"192.0.2.{i}"));
            while (wait is { } time)
            {
                waits.Add(time.TotalSeconds);
                _clock.Advance(time);
                wait = _throttle.Begin("admin", IPAddress.Parse($"192.0.2.{i}"));
            }
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60, 60, 60], waits);
    }

    [Fact]
    public void An_address_that_tries_many_users_waits_too()
    {
        for (var i = 0; i < 20; i++)
            Assert.Null(_throttle.Begin($"user{i}", Here));
        Assert.NotNull(_throttle.Begin("another", Here));
        Assert.Null(_throttle.Begin("another", IPAddress.Parse("192.0.2.2")));
    }

    [Fact]
    public void All_of_an_IPv6_network_counts_as_one_and_a_mapped_address_as_itself()
    {
        for (var i = 0; i < 20; i++)
            Assert.Null(_throttle.Begin($"user{i}", IPAddress.Parse($"2001:db8::{i}")));
        Assert.NotNull(_throttle.Begin("another", IPAddress.Parse("2001:db8::ffff")));
        for (var i = 0; i < 20; i++)
            Assert.Null(_throttle.Begin($"mapped{i}", Here.MapToIPv6()));
        Assert.NotNull(_throttle.Begin("another", Here));
    }

    [Fact]
    public void Who_knows_the_password_starts_anew_but_the_address_does_not()
    {
        for (var i = 0; i < 4; i++)
            Assert.Null(_throttle.Begin("maria", Here));
        _throttle.Succeed("maria", Here);
        for (var i = 0; i < 5; i++)
            Assert.Null(_throttle.Begin("maria", Here));
        for (var i = 0; i < 12; i++)
            Assert.Null(_throttle.Begin($"other{i}", Here));
        Assert.NotNull(_throttle.Begin("more", Here));
    }

    [Fact]
    public void After_a_quarter_of_an_hour_all_is_forgotten()
    {
        for (var i = 0; i < 5; i++)
            Assert.Null(_throttle.Begin("admin", Here));
        _clock.Advance(TimeSpan.FromMinutes(16));
        for (var i = 0; i < 5; i++)
            Assert.Null(_throttle.Begin("admin", Here));
    }

    [Fact]
    public void Names_without_end_do_not_fill_the_memory()
    {
        for (var i = 0; i < 30_000; i++)
        {
            _throttle.Begin($"user{i}", address: null);
            _clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.InRange(_throttle.Count, 1, 10_000);
    }
}
