using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using TapeFlows.Server.Access.Store;

namespace TapeFlows.Server.Access.SignIn;

/// <summary>
/// Slows down who tries passwords: after some failures of one user, or from one address, each further attempt has to wait, twice as long as the one before, at most a minute.
/// So nobody is locked out for long by somebody else's attempts, and still a password is tried at most once a minute. All nodes count together, and a restart forgets nothing.
/// </summary>
internal sealed class SignInThrottle(AccessTables tables, TimeProvider clock)
{
    /// <summary>Of how many users and addresses failures are remembered.</summary>
    public const int MostSubjects = 10_000;

    private const int FreeOfUser = 5;
    private const int FreeOfAddress = 20;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(15);

    /// <summary>Begins an attempt. It counts as failed until <see cref="SucceedAsync"/>, so that many at once count too.</summary>
    /// <returns>How long to wait first; null: go on.</returns>
    public async Task<TimeSpan?> BeginAsync(string user, IPAddress? address, CancellationToken cancellationToken)
    {
        var subjects = Subjects(user, address);
        // Who has to wait anyway keeps no writer from its turn.
        if (await tables.ReadAsync(async context => WaitOf(await FindAsync(context, subjects, cancellationToken)), cancellationToken) is { } wait)
            return wait;
        return await tables.WriteAsync(
            async context =>
            {
                var known = await FindAsync(context, subjects, cancellationToken);
                if (WaitOf(known) is { } since)
                    return since;
                await KeepRoomAsync(context, cancellationToken);
                foreach (var (key, free) in subjects)
                    Note(known.Find(row => row.Subject == key) ?? context.Add(new AttemptRow { Subject = key }).Entity, free);
                return (TimeSpan?)null;
            },
            cancellationToken);
    }

    /// <summary>The password was right. Failures from the address stay, or one account would do to try all others.</summary>
    public Task SucceedAsync(string user, IPAddress? address, CancellationToken cancellationToken) =>
        tables.WriteAsync(
            async context =>
            {
                var ofUser = OfUser(user);
                foreach (var row in await FindAsync(context, Subjects(user, address), cancellationToken))
                {
                    if (row.Subject == ofUser)
                        context.Remove(row);
                    else
                        (row.Failures, row.NotBefore) = (row.Failures - 1, row.LastAt);
                }

                return true;
            },
            cancellationToken);

    /// <summary>Forgets what was too long ago to count.</summary>
    public Task ForgetAsync(CancellationToken cancellationToken) => tables.WriteAsync(context => ForgetAsync(context, cancellationToken), cancellationToken);

    private Task<int> ForgetAsync(AccessContext context, CancellationToken cancellationToken)
    {
        var old = clock.GetUtcNow() - Memory;
        return context.Attempts.Where(row => row.LastAt < old).ExecuteDeleteAsync(cancellationToken);
    }

    private TimeSpan? WaitOf(List<AttemptRow> known)
    {
        var (now, until) = (clock.GetUtcNow(), known.Count == 0 ? default : known.Max(row => row.NotBefore));
        return until > now ? until - now : null;
    }

    private void Note(AttemptRow row, int free)
    {
        var now = clock.GetUtcNow();
        // What was long ago counts no more.
        row.Failures = now - row.LastAt <= Memory ? row.Failures + 1 : 1;
        row.LastAt = now;
        row.NotBefore = row.Failures < free ? now : now + TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, Math.Pow(2, row.Failures - free)));
    }

    // Bounded, whatever names are tried: the oldest go first.
    private async Task KeepRoomAsync(AccessContext context, CancellationToken cancellationToken)
    {
        if (await context.Attempts.CountAsync(cancellationToken) < MostSubjects)
            return;
        await ForgetAsync(context, cancellationToken);
        var excess = await context.Attempts.CountAsync(cancellationToken) - (MostSubjects / 2);
        if (excess > 0)
            await context.Attempts.Where(row => context.Attempts.OrderBy(x => x.LastAt).Take(excess).Select(x => x.Subject).Contains(row.Subject)).ExecuteDeleteAsync(cancellationToken);
    }

    private static Task<List<AttemptRow>> FindAsync(AccessContext context, (string Key, int Free)[] subjects, CancellationToken cancellationToken)
    {
        var keys = Array.ConvertAll(subjects, subject => subject.Key);
        return context.Attempts.Where(row => keys.Contains(row.Subject)).ToListAsync(cancellationToken);
    }

    private static (string Key, int Free)[] Subjects(string user, IPAddress? address) =>
        address is null ? [(OfUser(user), FreeOfUser)] : [(OfUser(user), FreeOfUser), (OfAddress(address), FreeOfAddress)];

    // The name may be a password that was typed into the wrong field: it is not kept.
    private static string OfUser(string user) => "user " + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(user.ToLowerInvariant())));

    // Whoever has one IPv6 address has all of its 64 bits.
    private static string OfAddress(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? "address " + Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : "address " + address;
    }
}
