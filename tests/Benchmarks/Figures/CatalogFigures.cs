using System.Diagnostics;
using System.Globalization;
using System.Text;
using TapeFlows.Backup;
using TapeFlows.Benchmarks.Measuring;
using TapeFlows.Catalog;
using TapeFlows.Tape.Labels;
using TapeFlows.Testing;

namespace TapeFlows.Benchmarks.Figures;

/// <summary>How fast rows reach the catalog, and a directory comes out of a large one.</summary>
internal static class CatalogFigures
{
    private const int StagedRows = 200_000;
    private const int RowsPerCall = 4096;
    private const int FilesPerDirectory = 100;

    public static async Task MeasureAsync(WorkingPlace place, Arguments arguments, FigureTable figures)
    {
        if (!arguments.Wants("catalog"))
            return;
        await MeasureAsync("SQLite", new CatalogOptions { Path = place.In("catalog/catalog.db") }, arguments, figures);
        await using var server = new PostgresServer();
        var options = new CatalogOptions { Provider = CatalogProvider.PostgreSql, ConnectionString = await server.CreateDatabaseAsync() };
        await MeasureAsync("PostgreSQL", options, arguments, figures);
    }

    private static async Task MeasureAsync(string name, CatalogOptions options, Arguments arguments, FigureTable figures)
    {
        await using var catalog = await CatalogDatabase.OpenAsync(options, TimeProvider.System);
        await StageAsync(catalog, RowsPerCall, RowsPerCall);
        var (_, seconds) = await StageAsync(catalog, StagedRows, RowsPerCall);
        figures.Add(Figure.OfLimit(string.Create(CultureInfo.InvariantCulture, $"catalog: {StagedRows:#,0} rows staged and committed, {name}"), seconds, "s", 3));
        var (set, _) = await StageAsync(catalog, arguments.CatalogRows, RowsPerCall);
        var listings = new List<double>();
        for (var i = 0; i < 21; i++)
        {
            var directory = Encoding.UTF8.GetBytes(DirectoryOf(arguments.CatalogRows / FilesPerDirectory * i / 21));
            var clock = Stopwatch.StartNew();
            var rows = await catalog.ListDirectoryAsync([set], directory);
            if (rows.Count != FilesPerDirectory)
                throw new InvalidOperationException($"{rows.Count} rows instead of {FilesPerDirectory}.");
            if (i > 0)
                listings.Add(clock.Elapsed.TotalMilliseconds);
        }

        figures.Add(Figure.OfLimit(
            string.Create(CultureInfo.InvariantCulture, $"catalog: listing of a directory among {arguments.CatalogRows:#,0} rows, {name}"), Contest.Median(listings), "ms", 100));
    }

    private static async Task<(Guid Set, double Seconds)> StageAsync(CatalogDatabase catalog, int rows, int rowsPerCall)
    {
        var set = new BackupSet { Id = Guid.NewGuid(), Type = BackupType.Full, State = SetState.Writing, Pool = "default", Roots = ["/data"], StartedAt = DateTimeOffset.UtcNow };
        var volume = new Volume { Barcode = $"B{set.Id:N}"[..12].ToUpperInvariant(), Pool = "default", State = VolumeState.Scratch, VolumeId = Guid.NewGuid() };
        var segment = SegmentOf(set, volume);
        await catalog.SavePoolAsync(new Pool { Name = "default" });
        await catalog.SaveVolumeAsync(volume);
        await catalog.AddSetAsync(set);
        await catalog.BeginSegmentAsync(segment);
        var clock = new Stopwatch();
        for (var first = 0; first < rows; first += rowsPerCall)
        {
            var files = Rows(first, Math.Min(rowsPerCall, rows - first));
            clock.Start();
            await catalog.StageFilesAsync(set.Id, files);
            clock.Stop();
        }

        clock.Start();
        await catalog.CommitSegmentAsync(segment with { State = SegmentState.Committed, Sha256 = new byte[32], EndAddress = 1000, CommittedAt = DateTimeOffset.UtcNow }, VolumeState.Appendable);
        clock.Stop();
        return (set.Id, clock.Elapsed.TotalSeconds);
    }

    private static Segment SegmentOf(BackupSet set, Volume volume) => new()
    {
        SetId = set.Id,
        Piece = 1,
        Number = 1,
        Section = 1,
        Kind = SegmentKind.Data,
        State = SegmentState.Writing,
        Barcode = volume.Barcode,
        VolumeId = volume.VolumeId,
        LabelAddress = 0,
        FirstBlockAddress = 8,
        FileSequence = 1,
        BlockSize = 1 << 20,
        Compression = "none",
    };

    private static string DirectoryOf(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"data/year{number / 10_000:d4}/month{number / 100 % 100:d2}/project-{number % 100:d2}");

    private static List<CatalogFile> Rows(int first, int count)
    {
        var rows = new List<CatalogFile>(count);
        byte[]? directory = null;
        for (var i = first; i < first + count; i++)
        {
            if (directory is null || i % FilesPerDirectory == 0)
                directory = Encoding.UTF8.GetBytes(DirectoryOf(i / FilesPerDirectory));
            rows.Add(new CatalogFile
            {
                Ordinal = i + 1,
                Path = new EntryPath(directory, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"file{i % FilesPerDirectory:d2}.dat"))),
                Kind = EntryKind.File,
                Mode = 0x1A4,
                Size = i % 100_000,
                ModifiedNanoseconds = 1_767_225_600_000_000_000 + i,
                ChangedNanoseconds = 1_767_225_600_000_000_000 + i,
                Inode = (ulong)i + 1000,
                Device = 2049,
                Sha256 = new byte[32],
                Position = new TapePosition(1, 8 + (i / 100), i % 2048 * 512, 0),
                LastPiece = 1,
            });
        }

        return rows;
    }
}
