namespace TapeFlows.Tape.Labels;

/// <summary>Bytes that should be a label are none, or a label that contradicts itself or its neighbours.</summary>
/// <param name="reason">What is wrong.</param>
/// <param name="offset">Where, in bytes from the beginning of the label or of the label group that was parsed.</param>
public sealed class LabelFormatException(string reason, int offset) : FormatException($"{reason} (byte {offset})")
{
    /// <summary>What is wrong, without the place.</summary>
    public string Reason { get; } = reason;

    /// <summary>Where, in bytes from the beginning of the label or of the label group that was parsed.</summary>
    public int Offset { get; } = offset;
}
