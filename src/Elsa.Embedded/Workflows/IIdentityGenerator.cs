using System.Globalization;
using System.Security.Cryptography;

namespace Elsa.Workflows;

/// <summary>Makes identities.</summary>
public interface IIdentityGenerator
{
    /// <summary>A new identity.</summary>
    string GenerateId();
}

/// <summary>Makes identities from 64 random bits, in hexadecimal.</summary>
public class RandomLongIdentityGenerator : IIdentityGenerator
{
    /// <inheritdoc />
    public string GenerateId()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        return BitConverter.ToUInt64(bytes).ToString("x", CultureInfo.InvariantCulture);
    }
}
