using TapeFlows.Backup.Reading;

namespace TapeFlows.Backup.Tests.Reading;

public sealed class RowQueueTests
{
    [Fact]
    public async Task Rows_arrive_in_order_and_end_once()
    {
        using var rows = new RowQueue<string>(CancellationToken.None);
        var filling = rows.FillAsync(Numbers(5000, failing: false));
        var taken = await Task.Run(() => Drain(rows).ToList());
        await filling;

        Assert.Equal(Enumerable.Range(0, 5000).Select(number => $"{number}"), taken);
        Assert.Null(rows.Peek());
    }

    [Fact]
    public async Task A_failure_arrives_behind_the_rows_before_it()
    {
        using var rows = new RowQueue<string>(CancellationToken.None);
        var filling = rows.FillAsync(Numbers(1300, failing: true));
        var taken = 0;
        Assert.Throws<IOException>(() =>
        {
            foreach (var row in Drain(rows))
                taken = int.Parse(row, System.Globalization.CultureInfo.InvariantCulture) + 1;
        });
        await filling;

        // Batches that are full have arrived.
        Assert.InRange(taken, 1024, 1300);
    }

    [Fact]
    public async Task Nobody_who_takes_means_bounded_memory_and_an_end()
    {
        using var stop = new CancellationTokenSource();
        using var rows = new RowQueue<string>(stop.Token);
        var made = 0;
        var filling = rows.FillAsync(Numbers(int.MaxValue, failing: false, () => made++));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => filling);
        Assert.InRange(made, 0, 10_000);
    }

    private static IEnumerable<string> Drain(RowQueue<string> rows)
    {
        while (rows.Peek() is { } row)
        {
            yield return row;
            rows.Take();
        }
    }

    private static async IAsyncEnumerable<string> Numbers(int count, bool failing, Action? made = null)
    {
        for (var i = 0; i < count; i++)
        {
            made?.Invoke();
            yield return $"{i}";
            if (i % 100 == 0)
                await Task.Yield();
        }

        if (failing)
            throw new IOException("the database is gone");
    }
}
