using System.Globalization;
using System.Text;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Backup.Manifest;

/// <summary>Writes <c>README.txt</c> of a set: for somebody who finds the tape in thirty years and has never heard of TapeFlows.</summary>
internal static class ReadmeText
{
    /// <summary>Writes the text.</summary>
    /// <param name="destination">Where to; stays open.</param>
    /// <param name="set">The set.</param>
    /// <param name="pieces">What <see cref="RecoveryScript.Write"/> takes.</param>
    public static void Write(Stream destination, BackupSet set, IReadOnlyList<Segment> pieces)
    {
        using var text = new StreamWriter(destination, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        WriteSet(text, set);
        WriteVolumes(text, pieces);
        WriteLayout(text);
        WriteByScript(text, set);
        WriteByHand(text, pieces);
    }

    private static void WriteSet(StreamWriter text, BackupSet set)
    {
        text.WriteLine("This tape was written by TapeFlows. It can be read without it.");
        text.WriteLine();
        text.WriteLine(Invariant($"Set        {set.Id:D}"));
        text.WriteLine(Invariant($"Holds      a {ManifestWords.Of(set.Type)} backup of {set.Files} entries, {set.Bytes} bytes, read from {Named(set.HostName)}"));
        if (set.BaseId is { } baseId)
            text.WriteLine(Invariant($"Based on   set {baseId:D}, or a copy of it, which must be restored first; {set.Deleted} entries were gone since"));
        if (set.CopyOf is { } original)
            text.WriteLine(Invariant($"Copy of    set {original:D}; what stands on that one stands on this one as well"));
        text.WriteLine(Invariant($"Begun      {set.StartedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC"));
        foreach (var root in set.Roots)
            text.WriteLine($"Root       {root}");
        text.WriteLine();
    }

    private static void WriteVolumes(StreamWriter text, IReadOnlyList<Segment> pieces)
    {
        text.WriteLine("The volumes of the set, and the tape files on them (counted from 0 at the beginning of the tape):");
        text.WriteLine();
        text.WriteLine("  barcode    labels  data  trailer  content              compression       bytes  SHA-256 of the data");
        foreach (var piece in pieces)
        {
            var first = (piece.FileSequence - 1) * 3;
            var content = Invariant($"{(piece.Kind == SegmentKind.Data ? "segment" : "manifest")} {piece.Number}, section {piece.Section}");
            var bytes = piece.Sha256 is null ? "" : piece.Bytes.ToString(CultureInfo.InvariantCulture);
            var sum = piece.Sha256 is null ? "see its trailer" : Convert.ToHexStringLower(piece.Sha256);
            text.WriteLine(Invariant($"  {piece.Barcode,-9} {first,7} {first + 1,5} {first + 2,8}  {content,-20} {piece.Compression,-11} {bytes,11}  {sum}"));
        }

        text.WriteLine();
    }

    private static void WriteLayout(StreamWriter text) => text.WriteLine(
        """
        How the tape is laid out
        ------------------------
        Everything stands in groups of three tape files with a filemark behind each: labels of 80 bytes (ISO 1001, readable as text), data, labels again.
        The data is a tar archive (POSIX pax), written in blocks of the size that the labels tell, perhaps compressed with gzip or zstd. The last group
        of a set is its manifest, an archive with

          manifest.jsonl   every file with size, times, SHA-256 and its place on tape, one JSON object a line
          SHA256SUMS       for sha256sum -c, relative to where the set was restored
          README.txt       this text
          recover.sh       restores the whole set
          recover.list     what recover.sh needs beyond the archives: deletions and files in several parts

        A segment that did not fit on its volume goes on as the next section on the next one. To join sections, take each up to VALID and from
        RESTART on (bytes, in the trailer labels of the section); each section can also be read alone. The last label behind a piece says of its
        archive that it is COMPLETE, CONTINUED on the next volume, or CUT: then the backup was stopped there, and tar complains of an unexpected end.
        A file that did not fit into one segment stands there under its name with its first part, and as DIRECTORY/GNUFileParts.TOKEN/NAME.2, .3 and so
        on with the further ones: append them in order.

        """);

    private static void WriteByScript(StreamWriter text, BackupSet set)
    {
        text.WriteLine(
            """
            Restoring all of it
            -------------------
            As root, with GNU tar, coreutils, sed, mt and, where the table says so, gzip or zstd:

              sh recover.sh --check --to /restored /dev/nst0                with the tape in a drive, when the set is on one volume
              sh recover.sh --check --to /restored FOLDER1 FOLDER2          with the volumes copied to folders

            To copy a tape to a folder:

              mt -f /dev/nst0 rewind; mt -f /dev/nst0 setblk 0; n=1
              while dd if=/dev/nst0 of=$(printf %04d $n) bs=16M && [ -s $(printf %04d $n) ]; do n=$((n+1)); done

            """);
        if (set.Type != BackupType.Full)
            text.WriteLine("This set holds only what changed since its base: restore that first, to the same place, and then this one on top.\n");
    }

    private static void WriteByHand(StreamWriter text, IReadOnlyList<Segment> pieces)
    {
        text.WriteLine(
            """
            Restoring a segment by hand
            ---------------------------
            """);
        if (pieces.FirstOrDefault(p => p.Kind == SegmentKind.Data) is not { } piece)
        {
            text.WriteLine("This set has no data: nothing had changed.");
            return;
        }

        var decode = piece.Compression switch { "gzip" => "gzip -dc | ", "zstd" => "zstd -dc | ", _ => "" };
        text.WriteLine(Invariant($"The first one, with volume {piece.Barcode} in the drive:\n"));
        text.WriteLine(Invariant($"  mt -f /dev/nst0 rewind; mt -f /dev/nst0 setblk 0; mt -f /dev/nst0 fsf {((piece.FileSequence - 1) * 3) + 1}"));
        text.WriteLine(Invariant($"  dd if=/dev/nst0 bs={piece.BlockSize} | {decode}tar -xpf - --xattrs --xattrs-include='*' -C /restored"));
    }

    private static string Named(string hostName) => hostName.Length == 0 ? "a machine without a name" : hostName;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
