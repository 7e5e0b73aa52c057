using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TapeFlows.Operations.Notices;

/// <summary>
/// How the receiver of a webhook knows that it comes from here and is not an old one again: <c>X-TapeFlows-Signature</c> is <c>sha256=</c> and, in lower hexadecimal digits, the
/// HMAC-SHA256 (RFC 2104) of <c>X-TapeFlows-Timestamp</c>, a dot and the bytes of the body, made with the secret. It should refuse a timestamp (seconds since 1970 UTC) that is
/// more than five minutes off, and pass over an <c>X-TapeFlows-Delivery</c> that it has had.
/// </summary>
public static class WebhookSignature
{
    /// <summary>The header with the seconds since 1970 UTC at which it was signed.</summary>
    public const string TimestampHeader = "X-TapeFlows-Timestamp";

    /// <summary>The header with the signature.</summary>
    public const string SignatureHeader = "X-TapeFlows-Signature";

    /// <summary>The header with the identity of the notice, the same at each attempt.</summary>
    public const string DeliveryHeader = "X-TapeFlows-Delivery";

    /// <summary>Makes the signature.</summary>
    /// <param name="secret">Its UTF-8 bytes are the key.</param>
    /// <param name="timestamp">Seconds since 1970 UTC.</param>
    /// <param name="body">The body as it is sent.</param>
    public static string Make(string secret, long timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.ASCII.GetBytes(timestamp.ToString(CultureInfo.InvariantCulture) + "."));
        hmac.AppendData(body);
        return "sha256=" + Convert.ToHexStringLower(hmac.GetHashAndReset());
    }
}
