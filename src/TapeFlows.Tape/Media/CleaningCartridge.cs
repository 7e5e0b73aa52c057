namespace TapeFlows.Tape.Media;

/// <summary>Cartridges that hold no data but a cleaning tape. A drive knows one when it is put in, cleans its heads with it and lets it go.</summary>
public static class CleaningCartridge
{
    /// <summary>How often one can be used: what makers of LTO give.</summary>
    public const int Uses = 50;

    private const string Prefix = "CLN";

    /// <summary>Whether a barcode is that of one: <c>CLNxxxLx</c>, and older forms that begin the same way (LTO label specification).</summary>
    public static bool Is(string barcode) => barcode.StartsWith(Prefix, StringComparison.Ordinal);
}
