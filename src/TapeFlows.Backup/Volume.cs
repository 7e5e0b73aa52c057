using System.Buffers;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Backup;

/// <summary>What a volume can be used for. The values are stored; they never change.</summary>
public enum VolumeState
{
    /// <summary>Blank, or all of it free: the next writer may begin at its beginning.</summary>
    Scratch = 1,

    /// <summary>Holds segments and has room behind them.</summary>
    Appendable = 2,

    /// <summary>Written to its end.</summary>
    Full = 3,

    /// <summary>A write or read failed on it: read it, copy it, do not append.</summary>
    Suspect = 4,

    /// <summary>Carries a label that is not ours or cannot be read: never written without an explicit relabel by a person.</summary>
    Unknown = 5,

    /// <summary>The catalog knows of it, but no library has shown it since.</summary>
    Missing = 6,
}

/// <summary>One tape cartridge.</summary>
public sealed record Volume
{
    /// <summary>The barcode, for example <c>TF0001L8</c>.</summary>
    public required string Barcode { get; init; }

    /// <summary>The identity given when it was labelled; the empty one before.</summary>
    public Guid VolumeId { get; init; }

    /// <summary>The pool it belongs to.</summary>
    public required string Pool { get; init; }

    /// <summary>What it can be used for.</summary>
    public required VolumeState State { get; init; }

    /// <summary>The generation, for example <c>LTO-8</c>.</summary>
    public string MediumType { get; init; } = "";

    /// <summary>Native capacity in bytes; 0 when unknown.</summary>
    public long CapacityBytes { get; init; }

    /// <summary>Committed bytes, labels not counted.</summary>
    public long BytesWritten { get; init; }

    /// <summary>Committed pieces.</summary>
    public int Segments { get; init; }

    /// <summary>Block address behind the last committed piece: where appending begins. 0 when nothing is committed.</summary>
    public long AppendAddress { get; init; }

    /// <summary>When it was labelled.</summary>
    public DateTimeOffset? LabelledAt { get; init; }

    /// <summary>When something was last committed on it.</summary>
    public DateTimeOffset? LastWrittenAt { get; init; }

    /// <summary>Why it is suspect or unknown, for people.</summary>
    public string? Remark { get; init; }
}

/// <summary>Volumes that share a purpose, a retention and an append rule.</summary>
public sealed record Pool
{
    /// <summary>What can be the name of a pool, for people: every label on tape carries it.</summary>
    public static readonly string NameRule = $"1 to {SetIdentity.LongestPool} letters, digits, dots, dashes and underscores";

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>Its name, for example <c>default</c>: see <see cref="NameRule"/>.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public string Description { get; init; } = "";

    /// <summary>How long sets written to it are kept; <see langword="null"/>: no limit.</summary>
    public TimeSpan? Retention { get; init; }

    /// <summary>Whether a set may begin on a volume that already holds others.</summary>
    public bool Append { get; init; } = true;

    /// <summary>Whether a text can be the name of a pool.</summary>
    public static bool IsName(string text) => text.Length is > 0 and <= SetIdentity.LongestPool && !text.AsSpan().ContainsAnyExcept(NameCharacters);
}
