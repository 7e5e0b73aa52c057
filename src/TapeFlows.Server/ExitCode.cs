namespace TapeFlows.Server;

/// <summary>What a script learns from the end of the process.</summary>
internal static class ExitCode
{
    /// <summary>All is well.</summary>
    public const int Ok = 0;

    /// <summary>Finished, with warnings that were told.</summary>
    public const int Warnings = 1;

    /// <summary>Not done.</summary>
    public const int Failed = 2;

    /// <summary>The command line makes no sense (EX_USAGE of sysexits.h).</summary>
    public const int Usage = 64;
}
