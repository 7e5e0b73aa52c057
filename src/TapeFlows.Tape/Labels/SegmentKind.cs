namespace TapeFlows.Tape.Labels;

/// <summary>What a labelled file on a volume holds.</summary>
public enum SegmentKind
{
    /// <summary>Files of a set.</summary>
    Data = 1,

    /// <summary>The set's manifest.</summary>
    Manifest = 2,
}
