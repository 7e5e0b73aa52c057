using System.Security.Cryptography;
using TapeFlows.Backup.Archive;
using TapeFlows.Backup.Manifest;
using TapeFlows.Backup.Streaming;

namespace TapeFlows.Backup.Runs;

/// <summary>
/// Gathers the manifest on disk while the set is being written, because its length must be known before its tar header, and brings it to tape
/// at the end. What grows with the number of files is only these spool files.
/// </summary>
internal sealed class ManifestSpool : IDisposable
{
    private readonly BackupSet _set;
    private readonly FileStream _lines;
    private readonly FileStream _sums;
    private readonly FileStream _list;
    private readonly ManifestWriter _lineWriter;
    private readonly ChecksumListWriter _sumWriter;
    private readonly RecoveryListWriter _listWriter;
    private readonly PaxHeaderWriter _headers;
    private readonly List<Document> _documents = [];
    private readonly FileDigest _digest = new();

    /// <param name="folder">For the spool files.</param>
    /// <param name="set">The set.</param>
    public ManifestSpool(string folder, BackupSet set)
    {
        _set = set;
        _headers = new PaxHeaderWriter(set.Id);
        _lines = Spool(folder, "lines");
        _sums = Spool(folder, "sums");
        _list = Spool(folder, "list");
        _lineWriter = new ManifestWriter(_lines);
        _sumWriter = new ChecksumListWriter(_sums);
        _listWriter = new RecoveryListWriter(_list, set.Id);
    }

    /// <summary>SHA-256 over <c>manifest.jsonl</c>, the checksum of the set; known when the manifest has gone to tape.</summary>
    public byte[] Sha256 => _digest.Value ?? throw new InvalidOperationException("The manifest is not on tape yet.");

    /// <summary>Adds rows, in path order.</summary>
    public void Add(IReadOnlyList<CatalogFile> rows)
    {
        foreach (var row in rows)
        {
            _lineWriter.WriteFile(row);
            _sumWriter.Write(row);
            _listWriter.Write(row);
        }
    }

    /// <summary>Puts the documents together.</summary>
    /// <param name="set">The set as far as it is known before its manifest is on tape.</param>
    /// <param name="pieces">Its pieces, the planned one of the manifest last.</param>
    public void Complete(BackupSet set, IReadOnlyList<Segment> pieces)
    {
        _sumWriter.Complete();
        _listWriter.Complete();
        _lineWriter.Flush();
        var head = new MemoryStream();
        var tail = new MemoryStream();
        _lineWriter.Frame(set, pieces, head, tail);
        _documents.Add(new Document("manifest.jsonl", IsScript: false, [head, _lines, tail], _digest));
        _documents.Add(new Document("SHA256SUMS", IsScript: false, [_sums]));
        _documents.Add(new Document("README.txt", IsScript: false, [Text(stream => ReadmeText.Write(stream, set, pieces))]));
        _documents.Add(new Document("recover.sh", IsScript: true, [Text(stream => RecoveryScript.Write(stream, set, pieces))]));
        _documents.Add(new Document("recover.list", IsScript: false, [_list]));
    }

    /// <summary>Writes the documents as the members of the manifest segment.</summary>
    public async Task WriteAsync(SegmentAssembler assembler, CancellationToken cancellationToken)
    {
        foreach (var document in _documents)
            await WriteAsync(document, assembler, cancellationToken);
    }

    private async Task WriteAsync(Document document, SegmentAssembler assembler, CancellationToken cancellationToken)
    {
        var entry = new FileEntry
        {
            Path = EntryPath.FromText(document.Name),
            Kind = EntryKind.File,
            Mode = document.IsScript ? 0b111_101_101u : 0b110_100_100u,
            Size = document.Length,
            ModifiedAt = UnixTime.From(_set.StartedAt),
            AccessedAt = UnixTime.From(_set.StartedAt),
            ChangedAt = UnixTime.From(_set.StartedAt),
        };
        var content = new MemberContent(document.Length);
        var header = _headers.Write(entry, content).ToArray();
        assembler.BeginMember(new Member { Entry = entry, Content = content, HeaderLength = header.Length });
        await assembler.AppendAsync(header, cancellationToken);
        foreach (var part in document.Parts)
        {
            part.Position = 0;
            while (part.Position < part.Length)
            {
                var room = await assembler.RoomInBlockAsync(cancellationToken);
                assembler.Advance(await part.ReadAsync(room, cancellationToken), document.Digest);
            }
        }

        if (document.Digest is { } digest)
            await assembler.CloseDigestAsync(digest, cancellationToken);
        await assembler.PadAsync(document.Length, cancellationToken);
    }

    private FileStream Spool(string folder, string name) => new(
        Path.Combine(folder, $"{_set.Id:N}.{name}"),
        new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, BufferSize = 0, Options = FileOptions.DeleteOnClose });

    private static MemoryStream Text(Action<Stream> write)
    {
        var stream = new MemoryStream();
        write(stream);
        return stream;
    }

    public void Dispose()
    {
        _lineWriter.Dispose();
        _lines.Dispose();
        _sums.Dispose();
        _list.Dispose();
        _digest.Dispose();
    }

    /// <summary>A member of the manifest segment, its content one stream behind the other.</summary>
    private sealed record Document(string Name, bool IsScript, IReadOnlyList<Stream> Parts, FileDigest? Digest = null)
    {
        public long Length { get; } = Parts.Sum(part => part.Length);
    }
}
