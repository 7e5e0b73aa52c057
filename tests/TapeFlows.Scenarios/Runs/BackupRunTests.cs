using TapeFlows.Backup;
using TapeFlows.Backup.Runs;
using TapeFlows.Backup.Volumes;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Scenarios.Runs;

public sealed class BackupRunTests
{
    [Fact]
    public async Task Differential_and_incremental_sets_hold_what_changed_and_what_is_gone()
    {
        await using var house = await House.BuildAsync(64 << 20);
        Write(house, "a", "1");
        Write(house, "b", "1");
        Write(house, "d/c", "1");
        var full = await house.BackUpAsync();
        await Task.Delay(20);
        Write(house, "a", "22");
        File.Delete(Path.Combine(house.Source, "b"));
        var first = await house.BackUpAsync(request => request with { Type = BackupType.Incremental });
        Assert.Equal(full.Set.Id, first.Set.BaseId);
        Assert.Contains("a", await NamesAsync(house, first));
        Assert.Contains("-b", await NamesAsync(house, first));
        Assert.DoesNotContain("c", await NamesAsync(house, first));

        await Task.Delay(20);
        Write(house, "e", "3");
        var second = await house.BackUpAsync(request => request with { Type = BackupType.Incremental });
        Assert.Equal(first.Set.Id, second.Set.BaseId);
        Assert.DoesNotContain("-b", await NamesAsync(house, second));
        Assert.Contains("e", await NamesAsync(house, second));

        var differential = await house.BackUpAsync(request => request with { Type = BackupType.Differential });
        Assert.Equal(full.Set.Id, differential.Set.BaseId);
        Assert.Superset(new HashSet<string> { "a", "-b", "e" }, (await NamesAsync(house, differential)).ToHashSet());
    }

    [Fact]
    public async Task Without_a_base_a_full_backup_is_made_and_said_so()
    {
        await using var house = await House.BuildAsync(64 << 20);
        Write(house, "a", "1");
        var result = await house.BackUpAsync(request => request with { Type = BackupType.Differential });
        Assert.Equal(BackupType.Full, result.Set.Type);
        Assert.Contains(result.Notes, note => note.Contains("A full backup is made instead", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_rename_is_recorded_and_archived()
    {
        await using var house = await House.BuildAsync(64 << 20);
        Write(house, "old", new string('x', 5000));
        await house.BackUpAsync();
        File.Move(Path.Combine(house.Source, "old"), Path.Combine(house.Source, "new"));
        var result = await house.BackUpAsync(request => request with { Type = BackupType.Incremental });
        Assert.Equal(1, result.Renamed);
        var names = await NamesAsync(house, result);
        Assert.Contains("new", names);
        Assert.Contains("-old", names);
    }

    [Fact]
    public async Task A_cancelled_run_keeps_what_it_wrote_and_the_next_goes_on_behind_it()
    {
        await using var house = await House.BuildAsync(256 << 20);
        for (var i = 0; i < 40; i++)
            File.WriteAllBytes(Path.Combine(house.Source, $"f{i:D2}"), new byte[2 << 20]);
        using var stop = new CancellationTokenSource();
        await using (var session = new LibrarySession(house.Library, house.Catalog, TimeProvider.System))
        {
            var run = new BackupRun(house.Catalog, session, TimeProvider.System);
            var request = house.Request(with => with with { BufferBytes = 8 << 20 });
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.ExecuteAsync(request, new CancelWhenMounted(stop), stop.Token));
        }

        var left = Assert.Single(await house.Catalog.ListSetsAsync(new SetQuery()));
        Assert.Equal(SetState.Incomplete, left.State);
        var piece = Assert.Single(await house.Catalog.ListSegmentsAsync(left.Id));
        Assert.Equal(SegmentState.Committed, piece.State);
        Assert.Equal(PieceEnding.Cut, piece.Ending);
        var next = await house.BackUpAsync();
        Assert.Equal(SetState.Complete, next.Set.State);
        Assert.Equal(piece.EndAddress, (await house.Catalog.ListSegmentsAsync(next.Set.Id))[0].LabelAddress);
    }

    [Fact]
    public async Task The_manifest_stands_behind_the_data()
    {
        await using var house = await House.BuildAsync(64 << 20);
        Write(house, "a", "1");
        var result = await house.BackUpAsync();
        var pieces = await house.Catalog.ListSegmentsAsync(result.Set.Id);
        Assert.Equal([SegmentKind.Data, SegmentKind.Manifest], pieces.Select(piece => piece.Kind));
        Assert.Equal(32, result.Set.ManifestSha256!.Length);
        Assert.Equal(2, result.Set.Pieces);
    }

    [Fact]
    public async Task What_vanishes_or_cannot_be_archived_is_told_and_stops_nothing()
    {
        await using var house = await House.BuildAsync(64 << 20);
        Write(house, "a", "1");
        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(Path.Combine(house.Source, "s")));
        var result = await house.BackUpAsync(request => request with { Sources = request.Sources with { Roots = [house.Source, "/does/not/exist"] } });
        Assert.Equal(SetState.Complete, result.Set.State);
        Assert.Equal(1, result.Warnings);
        Assert.Equal(2, result.Problems.Count);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(100_000_000)]
    [InlineData(4097)]
    public async Task A_block_size_that_cannot_work_is_refused_before_anything_is_touched(int blockSize)
    {
        await using var house = await House.BuildAsync(64 << 20);
        await Assert.ThrowsAsync<ArgumentException>(() => house.BackUpAsync(request => request with { BlockSize = blockSize }));
        Assert.Empty(await house.Catalog.ListSetsAsync(new SetQuery()));
    }

    private static void Write(House house, string name, string content)
    {
        var path = Path.Combine(house.Source, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    private static async Task<List<string>> NamesAsync(House house, BackupResult result)
    {
        var names = new List<string>();
        await foreach (var row in house.Catalog.ReadFilesAsync(result.Set.Id))
            names.Add((row.IsDeleted ? "-" : "") + Path.GetFileName(row.Path.ToString()));
        return names;
    }

    /// <summary>The volume is reported before its first block is written; the ring holds a tenth of the source by then.</summary>
    private sealed class CancelWhenMounted(CancellationTokenSource stop) : IProgress<Backup.Streaming.ProgressReport>
    {
        public void Report(Backup.Streaming.ProgressReport value)
        {
            if (value.Volume is not null)
                stop.Cancel();
        }
    }
}
