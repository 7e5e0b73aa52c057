using System.Security.Cryptography;
using System.Text.Json;

namespace TapeFlows.Backup.Manifest;

/// <summary>What a line of a manifest is.</summary>
internal enum ManifestLine
{
    /// <summary>The set: the first line.</summary>
    Set,

    /// <summary>A piece.</summary>
    Piece,

    /// <summary>An entry or a deletion.</summary>
    File,

    /// <summary>The totals: the last line. They fit what was read.</summary>
    End,
}

/// <summary>
/// Reads <c>manifest.jsonl</c> line by line, in constant memory. Properties and kinds of lines that it does not know are passed over, so that a later version may
/// say more; what it does know must be right.
/// </summary>
internal sealed class ManifestReader : IDisposable
{
    private readonly ManifestLines _lines;
    private long _pieces;
    private long _files;
    private long _deleted;
    private bool _ended;
    private byte[] _directory = [];

    /// <summary>Reads from a stream's present position on; the stream stays open.</summary>
    /// <param name="source">The manifest.</param>
    public ManifestReader(Stream source) => _lines = new ManifestLines(source);

    /// <summary>The set, from the first line on. Its checksum is added when the last line was read.</summary>
    public BackupSet? Set { get; private set; }

    /// <summary>The piece of the line just read.</summary>
    public Segment? Piece { get; private set; }

    /// <summary>The entry of the line just read.</summary>
    public CatalogFile? File { get; private set; }

    /// <summary>Reads the next line.</summary>
    /// <returns>What it is; <see langword="null"/> behind the last one.</returns>
    /// <exception cref="ManifestFormatException">The manifest is damaged or ends too early.</exception>
    public ManifestLine? Next()
    {
        while (true)
        {
            if (!_lines.Next(out var line))
                return _ended ? null : throw Fault("it ends without totals", isTruncated: true);
            if (_ended)
                throw Fault("something stands behind the totals");
            try
            {
                if (Take(new ManifestObject(line)) is { } kind)
                    return kind;
            }
            catch (Exception malformed) when (malformed is JsonException or FormatException or InvalidOperationException or OverflowException or ArgumentException)
            {
                throw new ManifestFormatException(_lines.Number, isTruncated: false, $"the line is malformed ({malformed.Message})", malformed);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lines.Dispose();

    private ManifestLine? Take(in ManifestObject line)
    {
        var type = line.Text("type");
        if (Set is null && type != "set")
            throw new FormatException("the first line does not tell of a set");
        switch (type)
        {
            case "set" when Set is null:
                Set = ManifestRecords.SetFrom(line);
                return ManifestLine.Set;
            case "piece":
                Piece = ManifestRecords.PieceFrom(line, Set!.Id);
                _pieces++;
                return ManifestLine.Piece;
            case "file":
                File = ManifestRecords.FileFrom(line, ref _directory);
                _ = File.IsDeleted ? _deleted++ : _files++;
                return ManifestLine.File;
            case "end":
                return TakeTotals(line);
            case "set":
                throw new FormatException("a second set");
            default:
                return null;
        }
    }

    private ManifestLine TakeTotals(in ManifestObject line)
    {
        var stated = (line.Number("pieces"), line.Number("files"), line.Number("deleted"));
        if (stated != (_pieces, _files, _deleted))
            throw new FormatException(
                $"the totals speak of {stated.Item1} pieces, {stated.Item2} files and {stated.Item3} deletions, the lines before of {_pieces}, {_files} and {_deleted}");
        _ended = true;
        Set = Set! with { ManifestSha256 = _lines.Sum() };
        return ManifestLine.End;
    }

    private ManifestFormatException Fault(string reason, bool isTruncated = false) => new(_lines.Number, isTruncated, reason);
}
