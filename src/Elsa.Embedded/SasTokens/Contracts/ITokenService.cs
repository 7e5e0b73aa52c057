using System.Diagnostics.CodeAnalysis;

namespace Elsa.SasTokens.Contracts;

/// <summary>Makes texts that only this host can read, and that say what their bearer may do: whoever has one needs no other permission.</summary>
public interface ITokenService
{
    /// <summary>Makes a token that never expires.</summary>
    string CreateToken<T>(T? payload);

    /// <summary>Makes a token that expires after a time.</summary>
    string CreateToken<T>(T? payload, TimeSpan lifetime);

    /// <summary>Makes a token that expires at an instant.</summary>
    string CreateToken<T>(T? payload, DateTimeOffset expiresAt);

    /// <summary>Reads a token; throws if it is not one of this host, or has expired.</summary>
    T? DecryptToken<T>(string token);

    /// <summary>Reads a token; false if it is not one of this host, or has expired.</summary>
    bool TryDecryptToken<T>(string token, [MaybeNullWhen(false)] out T payload);
}
