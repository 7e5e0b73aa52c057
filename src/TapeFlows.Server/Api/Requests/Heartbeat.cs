using System.Runtime.CompilerServices;

namespace TapeFlows.Server.Api.Requests;

/// <summary>Says what was said last again, when nothing new comes for a while: connections that are silent are cut by what stands between, and a caller that is gone is noticed only by sending.</summary>
internal static class Heartbeat
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    /// <summary>A stream that is never silent for long.</summary>
    public static async IAsyncEnumerable<T> Of<T>(IAsyncEnumerable<T> items, TimeProvider clock, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var source = items.GetAsyncEnumerator(cancellationToken);
        var next = source.MoveNextAsync().AsTask();
        var hasLast = false;
        T last = default!;
        while (true)
        {
            if (hasLast && await Task.WhenAny(next, Task.Delay(Silence, clock, cancellationToken)) != next)
            {
                yield return last;
                continue;
            }

            if (!await next)
                yield break;
            (last, hasLast) = (source.Current, true);
            yield return last;
            next = source.MoveNextAsync().AsTask();
        }
    }
}
