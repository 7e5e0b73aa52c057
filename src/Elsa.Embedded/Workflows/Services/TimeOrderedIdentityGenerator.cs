using System.Security.Cryptography;

namespace Elsa.Workflows.Services;

/// <summary>
/// Makes identities that sort by the time they were made: 20 digits of base 32, the first nine of which count milliseconds since 1970. What is stored together
/// then lies together in the indexes of a database; identities at random touch a page each, and writing those pages costs more than all the rest of a commit.
/// </summary>
internal sealed class TimeOrderedIdentityGenerator(TimeProvider time) : IIdentityGenerator
{
    private const string Digits = "0123456789abcdefghijklmnopqrstuv";
    private const int BitsOfDigit = 5;
    private const int TimeDigits = 9;
    private const int Length = 20;

    // 55 bits: two nodes that make a thousand identities in the same millisecond have one in common less than once in 10^13 such milliseconds.
    private const ulong MaxLow = (1UL << ((Length - TimeDigits) * BitsOfDigit)) - 1;
    private readonly Lock _lock = new();
    private long _millisecond;
    private ulong _low;

    public string GenerateId()
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        long millisecond;
        ulong low;
        lock (_lock)
        {
            // A clock that was put back must not bring back what was used: time stands still until it has caught up.
            if (now > _millisecond || _low == MaxLow)
            {
                _millisecond = Math.Max(now, _millisecond + 1);
                _low = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))) & (MaxLow >> 1);
            }

            millisecond = _millisecond;
            low = ++_low;
        }

        return string.Create(Length, (millisecond, low), static (text, value) =>
        {
            Write(text[..TimeDigits], (ulong)value.millisecond);
            Write(text[TimeDigits..], value.low);
        });
    }

    private static void Write(Span<char> text, ulong value)
    {
        for (var i = text.Length - 1; i >= 0; i--, value >>= BitsOfDigit)
            text[i] = Digits[(int)(value & (uint)(Digits.Length - 1))];
    }
}
