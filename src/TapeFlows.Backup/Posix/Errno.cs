using System.Runtime.InteropServices;

namespace TapeFlows.Backup.Posix;

/// <summary>Error numbers of Linux (errno(3); the same on x86-64 and arm64), and what they mean in words a person can act on.</summary>
internal static class Errno
{
    public const int NotPermitted = 1;
    public const int NoEntry = 2;
    public const int Interrupted = 4;
    public const int InputOutput = 5;
    public const int NoSuchDevice = 6;
    public const int TryAgain = 11;
    public const int AccessDenied = 13;
    public const int Exists = 17;
    public const int NotDirectory = 20;
    public const int IsDirectory = 21;
    public const int Invalid = 22;
    public const int TooManyOpen = 24;
    public const int NoSpace = 28;
    public const int ReadOnly = 30;
    public const int TooManyLinks = 31;
    public const int Range = 34;
    public const int NameTooLong = 36;
    public const int NotImplemented = 38;
    public const int NotEmpty = 39;
    public const int LinkLoop = 40;
    public const int NoData = 61;
    public const int NotSupported = 95;
    public const int Stale = 116;

    /// <summary>The error of the calling thread's last P/Invoke.</summary>
    public static int Last => Marshal.GetLastPInvokeError();

    /// <summary>Whether the error says that the entry is not there (any more).</summary>
    /// <param name="error">An error number.</param>
    public static bool IsGone(int error) => error is NoEntry or NotDirectory or Stale;

    /// <summary>The error in words.</summary>
    /// <param name="error">An error number.</param>
    public static string Describe(int error) => error switch
    {
        NotPermitted => "not permitted for this user",
        NoEntry => "no longer there",
        InputOutput => "the storage reported an input/output error",
        NoSuchDevice => "no such device behind it",
        AccessDenied => "permission denied",
        Exists => "already there",
        NotDirectory => "a part of its path is not a directory",
        IsDirectory => "a directory is in its place",
        TooManyOpen => "this process has too many open files",
        NoSpace => "no space left on the file system",
        ReadOnly => "the file system is read-only",
        TooManyLinks => "the inode has as many names as the file system allows",
        NameTooLong => "the name is too long for this file system",
        NotEmpty => "the directory is not empty",
        LinkLoop => "a symbolic link is in its place and is not followed",
        NotSupported => "not supported by this file system",
        Stale => "it was removed or replaced meanwhile",
        _ => Marshal.GetPInvokeErrorMessage(error) + " (errno " + error + ")",
    };
}
