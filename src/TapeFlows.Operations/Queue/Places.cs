using System.Globalization;
using TapeFlows.Operations.Leases;

namespace TapeFlows.Operations.Queue;

/// <summary>
/// The places that all nodes have for operations that name no drive. Quartz counts them too, but firings that are acquired in the same moment may exceed
/// its count by one each: who finds no place here waits for one, with the turn that Quartz gave it.
/// </summary>
internal sealed class Places(LeaseKeeper leases, OperationsOptions options, TimeProvider clock)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(200);

    /// <summary>Takes a place as soon as there is one.</summary>
    /// <returns>To be given back when the turn is over; <see langword="null"/>: what belongs to this process alone needs none.</returns>
    public async Task<Lease?> EnterAsync(CancellationToken cancellationToken)
    {
        if (options.IsPrivate)
            return null;
        while (true)
        {
            for (var number = 1; number <= options.MaxRunning; number++)
            {
                var place = string.Create(CultureInfo.InvariantCulture, $"place:{number}");
                if (await Task.Run(() => leases.TryTake(place), cancellationToken) is { } lease)
                    return lease;
            }

            await Task.Delay(LookAgain, clock, cancellationToken);
        }
    }
}
