using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using TapeFlows.Server.Access.Store;

namespace TapeFlows.Server.Access.Users;

/// <summary>Makes and checks hashes of passwords: PBKDF2 with HMAC-SHA512 by the framework's hasher. A check takes about a tenth of a second of a core, on purpose.</summary>
internal sealed class Passwords : IDisposable
{
    /// <summary>The fewest characters of a password.</summary>
    public const int Shortest = 10;

    /// <summary>The most.</summary>
    public const int Longest = 256;

    // OWASP Password Storage Cheat Sheet, 2023: 210,000 for PBKDF2-HMAC-SHA512.
    private const int Iterations = 210_000;

    private readonly PasswordHasher<UserRow> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));

    // Whoever tries passwords, from however many addresses, has half of the cores at most.
    private readonly SemaphoreSlim _places = new(Math.Max(1, Environment.ProcessorCount / 2));
    private readonly Lazy<string> _nobodys;

    public Passwords() => _nobodys = new Lazy<string>(() => Hash(Guid.NewGuid().ToString()));

    /// <summary>Refuses a password that is none.</summary>
    /// <exception cref="AccessException">It is.</exception>
    public static void Check(string username, string? password, string field = "password")
    {
        if (password is null || password.Length is < Shortest or > Longest)
            throw new AccessException(AccessRefusal.Invalid, $"A password has {Shortest} to {Longest} characters.", field);
        if (password.Contains(username, StringComparison.OrdinalIgnoreCase))
            throw new AccessException(AccessRefusal.Invalid, "A password does not hold the user's name.", field);
    }

    public string Hash(string password) => _hasher.HashPassword(user: null!, password);

    /// <summary>Whether the password is the user's. Takes as long where there is no such user.</summary>
    /// <param name="hash">The user's; null: there is none.</param>
    /// <param name="password">What was given.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<PasswordVerificationResult> VerifyAsync(string? hash, string password, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            var result = _hasher.VerifyHashedPassword(user: null!, hash ?? _nobodys.Value, password.Length > Longest ? "" : password);
            return hash is null ? PasswordVerificationResult.Failed : result;
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();
}
