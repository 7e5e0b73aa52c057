namespace TapeFlows.Tape.Drives;

/// <summary>What a drive knows of the medium it holds.</summary>
/// <param name="Barcode">The barcode that the library read, if any; never proof of what is on the tape, the label is.</param>
/// <param name="MediumType">The generation, for example <c>LTO-8</c>.</param>
/// <param name="CapacityBytes">Native capacity in bytes; 0 when unknown.</param>
/// <param name="IsWorm">Write once, read many: recorded data cannot be overwritten.</param>
/// <param name="IsWriteProtected">The write-protect tab is set.</param>
/// <param name="LoadCount">How often the medium was loaded, over its life.</param>
public sealed record MediumInformation(
    string? Barcode,
    string MediumType,
    long CapacityBytes,
    bool IsWorm,
    bool IsWriteProtected,
    int LoadCount);
