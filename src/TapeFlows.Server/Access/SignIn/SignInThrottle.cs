using System.Net;
using System.Net.Sockets;

namespace TapeFlows.Server.Access.SignIn;

/// <summary>
/// Slows down who tries passwords: after some failures of one user, or from one address, each further attempt has to wait, twice as long as the one before, at most a minute.
/// So nobody is locked out for long by somebody else's attempts, and still a password is tried at most once a minute. Each node counts for itself.
/// </summary>
internal sealed class SignInThrottle(TimeProvider clock)
{
    private const int FreeOfUser = 5;
    private const int FreeOfAddress = 20;
    private const int MostSubjects = 10_000;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(15);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Failures> _subjects = new(StringComparer.Ordinal);

    /// <summary>Of how many users and addresses failures are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _subjects.Count;
        }
    }

    /// <summary>Begins an attempt. It counts as failed until <see cref="Succeed"/>, so that many at once count too.</summary>
    /// <returns>How long to wait first; null: go on.</returns>
    public TimeSpan? Begin(string user, IPAddress? address)
    {
        var now = clock.GetUtcNow();
        var subjects = Subjects(user, address);
        lock (_gate)
        {
            Forget(now);
            var until = subjects.Max(subject => _subjects.GetValueOrDefault(subject.Key)?.NotBefore ?? default);
            if (until > now)
                return until - now;
            foreach (var (key, free) in subjects)
                Note(key, free, now);
            return null;
        }
    }

    /// <summary>The password was right. Failures from the address stay, or one account would do to try all others.</summary>
    public void Succeed(string user, IPAddress? address)
    {
        lock (_gate)
        {
            _subjects.Remove(OfUser(user));
            if (address is not null && _subjects.TryGetValue(OfAddress(address), out var failures))
                _subjects[OfAddress(address)] = failures with { Number = failures.Number - 1, NotBefore = default };
        }
    }

    private void Note(string key, int free, DateTimeOffset now)
    {
        // What was long ago counts no more.
        var number = _subjects.GetValueOrDefault(key) is { } before && now - before.Last <= Memory ? before.Number + 1 : 1;
        var wait = number < free ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, Math.Pow(2, number - free)));
        _subjects[key] = new Failures(number, now, now + wait);
    }

    // Bounded, whatever names are tried: the oldest go first.
    private void Forget(DateTimeOffset now)
    {
        if (_subjects.Count < MostSubjects)
            return;
        foreach (var (key, _) in _subjects.Where(pair => now - pair.Value.Last > Memory).ToList())
            _subjects.Remove(key);
        foreach (var (key, _) in _subjects.OrderBy(pair => pair.Value.Last).Take(Math.Max(0, _subjects.Count - (MostSubjects / 2))).ToList())
            _subjects.Remove(key);
    }

    private static (string Key, int Free)[] Subjects(string user, IPAddress? address) =>
        address is null ? [(OfUser(user), FreeOfUser)] : [(OfUser(user), FreeOfUser), (OfAddress(address), FreeOfAddress)];

    private static string OfUser(string user) => "user " + user.ToLowerInvariant();

    // Whoever has one IPv6 address has all of its 64 bits.
    private static string OfAddress(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? "address " + Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : "address " + address;
    }

    private sealed record Failures(int Number, DateTimeOffset Last, DateTimeOffset NotBefore);
}
