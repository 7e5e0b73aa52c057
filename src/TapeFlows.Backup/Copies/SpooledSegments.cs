using TapeFlows.Backup.Reading;
using TapeFlows.Backup.Volumes;

namespace TapeFlows.Backup.Copies;

/// <summary>Segments from a file that each is read into first, and checked, because the drive that reads is the one that writes.</summary>
/// <param name="tape">Makes a reader, which keeps the drive until it is disposed of.</param>
/// <param name="folder">Where the files are.</param>
/// <param name="copyId">Names them.</param>
internal sealed class SpooledSegments(Func<TapeSegments> tape, string folder, Guid copyId) : ISegmentSource
{
    private const int BufferLength = 1024 * 1024;

    // What else grows in the folder meanwhile: above all the manifest.
    private const long Reserve = 64L * 1024 * 1024;

    private IReadOnlyList<Segment> _damaged = [];

    public bool NeedsOnlyDrive => true;

    public async Task<Stream> OpenAsync(SegmentPieces segment, CancellationToken cancellationToken)
    {
        var length = segment.Length(0, segment.Pieces[0].RestartBytes);
        RequireRoom(segment, length);
        var file = new FileStream(
            Path.Combine(folder, $"{copyId:N}.segment"),
            new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, BufferSize = 0, PreallocationSize = length, Options = FileOptions.DeleteOnClose });
        try
        {
            await using var reader = tape();
            await using var source = await reader.OpenAsync(segment, cancellationToken);
            await TapeThread.RunAsync(() => source.CopyTo(file, BufferLength));
            _damaged = await reader.FinishAsync(source);
            file.Position = 0;
            return new BufferedStream(file, BufferLength);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    public Task<IReadOnlyList<Segment>> FinishAsync(Stream segment) => Task.FromResult(_damaged);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void RequireRoom(SegmentPieces segment, long length)
    {
        var free = new DriveInfo(folder).AvailableFreeSpace;
        if (free >= length + Reserve)
            return;
        throw new TapeException(
            $"Segment {segment.Number} of set {segment.Pieces[0].SetId} cannot be copied: with a single drive it is kept in the spool folder {folder} between reading and writing, which takes {length} bytes "
            + $"(and {Reserve} of reserve), and {free} are free there. Free some or use a library with a second drive. What was copied before it is kept, and a copy of that set goes on from there.");
    }
}
