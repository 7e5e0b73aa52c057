namespace TapeFlows.Tape.Posix;

/// <summary>The error numbers that are told apart here; the same on every Linux architecture .NET runs on.</summary>
internal static class Errno
{
    public const int Interrupted = 4;
    public const int InputOutput = 5;
    public const int TryAgain = 11;
    public const int InvalidArgument = 22;
    public const int NoSpace = 28;
    public const int NotSupported = 95;
    public const int QuotaExceeded = 122;
}
