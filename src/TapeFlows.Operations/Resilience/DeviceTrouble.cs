using TapeFlows.Backup.Volumes;
using TapeFlows.Operations.Sessions;
using TapeFlows.Tape.Changers;
using TapeFlows.Tape.Drives;

namespace TapeFlows.Operations.Resilience;

/// <summary>
/// Trouble with a drive or changer that may pass by itself. A media error is none: what is written goes on on another volume, never into the same spot.
/// </summary>
public static class DeviceTrouble
{
    /// <summary>A drive takes long to become ready.</summary>
    public const string NotReady = "not-ready";

    /// <summary>Somebody else works with the drives.</summary>
    public const string Busy = "busy";

    /// <summary>The drive, its bus or its adapter failed; after a reset it often goes on.</summary>
    public const string Transport = "transport";

    internal static bool IsBusy(string name) => string.Equals(name, Busy, StringComparison.OrdinalIgnoreCase);

    /// <summary>The name of the trouble that an exception tells of; <see langword="null"/>: it is none that passes.</summary>
    public static string? Of(Exception failure) => failure switch
    {
        NoDriveException or DriveBusyException or RunBusyException or VolumeMismatchException { MayPass: true } => Busy,
        TapeException { Status: TapeStatus.BecomingReady } => NotReady,
        TapeException { Status: TapeStatus.HardwareError } => Transport,
        _ => null,
    };
}
