using TapeFlows.Tape.Drives;

namespace TapeFlows.Tape.Virtual;

/// <summary>The place where a virtual drive stands: knows what the changer has put in, and holds the drive for its one user.</summary>
internal interface IVirtualDriveBay : IDisposable
{
    /// <summary>The directory of the cartridge in the drive, as of now; <see langword="null"/> when there is none.</summary>
    string? Inserted();

    /// <summary>What the drive has to tell of itself: kept with its place, as it outlives who uses it.</summary>
    /// <param name="change">Makes what it will tell from then on.</param>
    /// <returns>What it had to tell.</returns>
    DriveCondition Tell(Func<DriveCondition, DriveCondition> change);

    /// <summary>From now on the changer cannot take the cartridge that <see cref="Inserted"/> told last.</summary>
    void Claim();

    /// <summary>From now on the changer can take the cartridge.</summary>
    /// <returns>Whether there is one.</returns>
    bool Release();
}
