using TapeFlows.Backup.Streaming;

namespace TapeFlows.Backup.Tests.Streaming;

public sealed class BlockRingTests
{
    [Fact]
    public async Task Every_consumer_sees_every_block_in_order()
    {
        using var ring = new BlockRing(4, 4096);
        var first = ring.AddConsumer();
        var second = ring.AddConsumer(first);
        var third = ring.AddConsumer();
        var readers = new[] { first, second, third }.Select(consumer => Task.Run(() => Numbers(consumer))).ToArray();

        for (var i = 0; i < 1000; i++)
        {
            (await ring.ClaimAsync(default)).StreamOffset = i;
            ring.Publish();
        }

        ring.Complete();
        foreach (var numbers in await Task.WhenAll(readers))
            Assert.Equal(Enumerable.Range(0, 1000).Select(i => (long)i), numbers);
    }

    [Fact]
    public void A_consumer_behind_another_never_overtakes_it()
    {
        using var ring = new BlockRing(4, 4096);
        var first = ring.AddConsumer();
        var second = ring.AddConsumer(first);
        ring.Claim(default);
        ring.Publish();

        Assert.Equal(1, first.Backlog);
        Assert.Equal(0, second.Backlog);
        first.Take(default);
        first.Done();
        Assert.Equal(1, second.Backlog);
    }

    [Fact]
    public void Blocks_behind_the_slowest_consumer_stay_readable_as_long_as_promised()
    {
        using var ring = new BlockRing(6, 4096, retained: 2);
        var consumer = ring.AddConsumer();
        for (var i = 0; i < 20; i++)
        {
            ring.Claim(default).StreamOffset = i;
            ring.Publish();
            consumer.Take(default);
            consumer.Done();
            if (i > 0)
                Assert.Equal([i, i - 1], new[] { consumer.Before(1).StreamOffset, consumer.Before(2).StreamOffset });
        }
    }

    [Fact]
    public async Task The_producer_waits_while_all_blocks_are_in_use()
    {
        using var ring = new BlockRing(2, 4096);
        var consumer = ring.AddConsumer();
        ring.Claim(default);
        ring.Publish();
        ring.Claim(default);
        ring.Publish();
        var third = ring.ClaimAsync(default).AsTask();
        Assert.False(third.IsCompleted);
        Assert.Equal(1.0, ring.Fill);

        consumer.Take(default);
        consumer.Done();
        await third.Within("the third block");
    }

    [Fact]
    public async Task A_drive_that_ran_dry_waits_for_the_high_water_mark_or_the_end()
    {
        using var ring = new BlockRing(8, 4096);
        var drive = ring.AddConsumer();
        var waiting = Task.Run(() => drive.WaitFor(4, default));
        for (var i = 0; i < 3; i++)
        {
            ring.Claim(default);
            ring.Publish();
        }

        await Task.Delay(50);
        Assert.False(waiting.IsCompleted);
        ring.Claim(default);
        ring.Publish();
        await waiting.Within("the high-water mark");

        var more = Task.Run(() => drive.WaitFor(8, default));
        ring.Complete();
        await more.Within("the end of the ring");
    }

    [Fact]
    public async Task Cancellation_ends_every_wait()
    {
        using var ring = new BlockRing(2, 4096);
        using var stop = new CancellationTokenSource();
        var consumer = ring.AddConsumer();
        var taking = Task.Run(() => consumer.Take(stop.Token));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => taking.Within("the end of the wait"));
    }

    [Fact]
    public void Buffers_begin_at_a_page()
    {
        using var ring = new BlockRing(3, 1024 * 1024);
        for (var i = 0; i < 3; i++)
        {
            using var pin = ring.Claim(default).Memory.Pin();
            unsafe
            {
                Assert.Equal(0, (nint)pin.Pointer % 4096);
            }

            ring.Publish();
        }
    }

    private static List<long> Numbers(RingConsumer consumer)
    {
        var numbers = new List<long>();
        while (consumer.Take(default) is { } block)
        {
            numbers.Add(block.StreamOffset);
            consumer.Done();
        }

        return numbers;
    }
}
