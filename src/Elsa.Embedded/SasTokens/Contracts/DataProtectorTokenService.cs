using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Elsa.SasTokens.Contracts;

/// <summary>Encrypts and signs by the keys of the host. A token is only read as what it was made for: one for a bookmark triggers no event.</summary>
public class DataProtectorTokenService : ITokenService
{
    private readonly IDataProtectionProvider _dataProtector;

    /// <summary>Creates the service.</summary>
    public DataProtectorTokenService(IDataProtectionProvider dataProtector) => _dataProtector = dataProtector;

    /// <inheritdoc />
    public string CreateToken<T>(T? payload) => CreateToken(payload, DateTimeOffset.MaxValue);

    /// <inheritdoc />
    public string CreateToken<T>(T? payload, TimeSpan lifetime) => ProtectorOf<T>().Protect(JsonSerializer.Serialize(payload), lifetime);

    /// <inheritdoc />
    public string CreateToken<T>(T? payload, DateTimeOffset expiresAt) => ProtectorOf<T>().Protect(JsonSerializer.Serialize(payload), expiresAt);

    /// <inheritdoc />
    public T? DecryptToken<T>(string token) => JsonSerializer.Deserialize<T>(ProtectorOf<T>().Unprotect(token));

    /// <inheritdoc />
    public bool TryDecryptToken<T>(string token, [MaybeNullWhen(false)] out T payload)
    {
        try
        {
            payload = DecryptToken<T>(token);
            return payload is not null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException or JsonException)
        {
            payload = default;
            return false;
        }
    }

    private ITimeLimitedDataProtector ProtectorOf<T>() => _dataProtector.CreateProtector("Elsa.SasTokens", typeof(T).FullName!).ToTimeLimitedDataProtector();
}
