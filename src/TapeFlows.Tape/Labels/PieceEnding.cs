namespace TapeFlows.Tape.Labels;

/// <summary>How a piece ends. The values are stored; they never change.</summary>
public enum PieceEnding
{
    /// <summary>The segment's archive is complete: <c>EOF1</c>, <c>ARCHIVE=COMPLETE</c>.</summary>
    Complete = 1,

    /// <summary>The volume's end cut it; the next section stands at the beginning of another volume: <c>EOV1</c>, <c>ARCHIVE=CONTINUED</c>.</summary>
    Continued = 2,

    /// <summary>Its writer gave up: the archive breaks off, and nothing follows anywhere: <c>EOF1</c>, <c>ARCHIVE=CUT</c>.</summary>
    Cut = 3,
}
