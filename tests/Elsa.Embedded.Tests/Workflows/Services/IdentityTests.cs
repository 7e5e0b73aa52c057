using Elsa.Workflows.Services;
using Microsoft.Extensions.Time.Testing;

namespace Elsa.Embedded.Tests.Workflows.Services;

/// <summary>Identities sort by the time they were made, and none is made twice.</summary>
public sealed class IdentityTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Each_identity_sorts_after_the_one_before_whatever_the_clock_does()
    {
        var generator = new TimeOrderedIdentityGenerator(_time);
        var made = new List<string>();
        for (var i = 0; i < 3000; i++)
        {
            if (i % 10 == 0)
                _time.Advance(TimeSpan.FromMilliseconds(1));
            if (i == 1500)
                _time.AdjustTime(_time.GetUtcNow() - TimeSpan.FromHours(1));
            made.Add(generator.GenerateId());
        }

        Assert.Equal(made.Order(StringComparer.Ordinal), made);
        Assert.Equal(made.Count, made.Distinct(StringComparer.Ordinal).Count());
        Assert.All(made, id => Assert.Matches("^[0-9a-v]{20}$", id));
    }

    [Fact]
    public async Task Many_threads_and_two_nodes_make_no_identity_twice_in_the_same_millisecond()
    {
        TimeOrderedIdentityGenerator[] nodes = [new(_time), new(_time)];
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => Enumerable.Range(0, 2000).Select(_ => nodes[i % 2].GenerateId()).ToList())));
        Assert.Equal(16_000, made.SelectMany(x => x).Distinct(StringComparer.Ordinal).Count());
    }
}
