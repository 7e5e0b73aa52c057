namespace TapeFlows.Operations;

/// <summary>What an operation does. The values are stored; they never change.</summary>
public enum OperationKind
{
    /// <summary>Brings a volume into a drive and waits until it is ready.</summary>
    Mount = 1,

    /// <summary>Puts one volume, or all of a run, back into its slot.</summary>
    Unload,

    /// <summary>Writes a set.</summary>
    Write,

    /// <summary>Reads a set or a volume back and compares checksums.</summary>
    Verify,

    /// <summary>Reads files back from tape and puts them where they are wanted.</summary>
    Read,

    /// <summary>Gives a blank volume its label.</summary>
    Label,

    /// <summary>Looks which volumes are in the library.</summary>
    Inventory,

    /// <summary>Moves a cartridge from one element of the library to another.</summary>
    Move,

    /// <summary>Runs a cleaning cartridge through a drive.</summary>
    Clean,

    /// <summary>Copies a set to another pool.</summary>
    Copy,

    /// <summary>Rebuilds the catalog from cartridges.</summary>
    Rebuild,

    /// <summary>Chooses the volume that the next write to a pool begins on.</summary>
    Select,

    /// <summary>Finds out what a restore will need.</summary>
    Plan,

    /// <summary>Reads a set from tape and sends it as one archive to whoever asked for it.</summary>
    Send,
}
