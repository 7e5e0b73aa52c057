using TapeFlows.Backup.Streaming;

namespace TapeFlows.Backup.Runs;

internal sealed class ManifestSpool(string folder, BackupSet set) : IDisposable
{
    public void Add(IReadOnlyList<CatalogFile> rows) { _ = folder; _ = set; _ = rows; }
    public Task<byte[]> CompleteAsync(BackupSet set, IReadOnlyList<Segment> pieces, CancellationToken cancellationToken) => Task.FromResult(new byte[32]);
    public Task WriteAsync(SegmentAssembler assembler, CancellationToken cancellationToken) => Task.CompletedTask;
    public void Dispose() { }
}
