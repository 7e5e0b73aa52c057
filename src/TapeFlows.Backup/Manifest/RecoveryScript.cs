using System.Globalization;
using System.Text;
using TapeFlows.Backup.Archive;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Backup.Manifest;

/// <summary>
/// Writes <c>recover.sh</c> of a set: the script that restores it with stock tools, with the table of the set's pieces in it. The script itself
/// stands beside this file.
/// </summary>
internal static class RecoveryScript
{
    private const string Template = "recover.sh";

    /// <summary>Writes the script.</summary>
    /// <param name="destination">Where to; stays open.</param>
    /// <param name="set">The set.</param>
    /// <param name="pieces">All data pieces in order, and of the manifest's first piece what is known before it is written: where it begins.</param>
    public static void Write(Stream destination, BackupSet set, IReadOnlyList<Segment> pieces)
    {
        using var writer = new StreamWriter(destination, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        using var template = new StreamReader(typeof(RecoveryScript).Assembly.GetManifestResourceStream(Template)
            ?? throw new InvalidOperationException($"The resource {Template} is missing from this build."));
        while (template.ReadLine() is { } line)
        {
            if (line == "@PIECES@")
                for (var index = 0; index < pieces.Count; index++)
                    writer.WriteLine(RowOf(pieces[index], index + 1 < pieces.Count ? pieces[index + 1] : null));
            else
                writer.WriteLine(line
                    .Replace("@SET@", LabelForm(set.Id), StringComparison.Ordinal)
                    .Replace("@TYPE@", ManifestWords.Of(set.Type), StringComparison.Ordinal)
                    .Replace("@TOKEN@", MemberPart.TokenOf(set.Id), StringComparison.Ordinal));
        }
    }

    /// <summary>An identifier as it stands in labels.</summary>
    internal static string LabelForm(Guid id) => id.ToString("N", CultureInfo.InvariantCulture).ToUpperInvariant();

    private static string RowOf(Segment piece, Segment? next)
    {
        // Where the run was interrupted tar will miss the end of the archive; what was cut there stands again in the next segment.
        var isBrokenOff = piece.Ending != PieceEnding.Complete && next is not null && next.Number != piece.Number && next.Piece == piece.Piece + 1;
        // What the volume's end cut is taken up to the last whole frame; of a manifest being written nobody knows yet, and its trailer tells.
        var isKnown = piece.Sha256 is not null;
        var valid = isKnown ? piece.ValidBytes.ToString(CultureInfo.InvariantCulture) : "-";
        var sum = isKnown ? Convert.ToHexStringLower(piece.Sha256!) : "-";
        var kind = piece.Kind == SegmentKind.Data ? "data" : "manifest";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{piece.Piece} {piece.Number} {piece.Section} {kind} {piece.Barcode} {LabelForm(piece.VolumeId)} {piece.FileSequence} {piece.BlockSize} {piece.Compression} {piece.RestartBytes} {valid} {sum} {(isBrokenOff ? "broken" : "whole")}");
    }
}
