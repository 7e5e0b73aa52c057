using TapeFlows.Tape.Drives;

namespace TapeFlows.Tape.Tests.Drives;

/// <summary>What every drive has to do. Each kind of drive runs all of it.</summary>
public abstract class DriveConformance
{
    protected const int MaxBlockSize = 64 * 1024;

    private readonly byte[] _buffer = new byte[MaxBlockSize];

    protected abstract ITapeDrive NewDrive(long capacity = 0, bool worm = false);

    /// <summary>Sets or clears the write-protect tab of the cartridge in the last drive; the drive is unloaded.</summary>
    protected abstract void SetWriteProtect(bool isWriteProtected);

    [Fact]
    public void Nothing_but_load_works_without_a_loaded_medium()
    {
        using var drive = NewDrive();
        Assert.Null(drive.Medium);
        TapeResult[] results =
        [
            drive.Rewind(), drive.Locate(0), drive.SpaceToEndOfData(), drive.SpaceFilemarks(1), drive.Read(_buffer), drive.Write([1]),
            drive.WriteFilemarks(1, FilemarkMode.Synchronous), drive.ReadPosition(out _), drive.Status(),
        ];
        Assert.All(results, result => Assert.Equal(TapeStatus.NoMedium, result.Status));
    }

    [Fact]
    public void Load_tells_the_medium_and_counts()
    {
        using var drive = Loaded();
        Assert.Equal("TF0001L8", drive.Medium!.Barcode);
        Assert.Equal(1, drive.Medium.LoadCount);
        Assert.True(drive.Unload().IsDone);
        Assert.Null(drive.Medium);
        Assert.True(drive.Load().IsDone);
        Assert.Equal(2, drive.Medium!.LoadCount);
        AssertPosition(drive, 0);
    }

    [Fact]
    public void A_never_written_medium_is_blank()
    {
        using var drive = Loaded();
        Assert.Equal(TapeStatus.Blank, drive.Read(_buffer).Status);
        Assert.Equal(TapeStatus.EndOfData, drive.Locate(5).Status);
        Assert.Equal(TapeStatus.EndOfData, drive.SpaceFilemarks(1).Status);
        Assert.True(drive.SpaceToEndOfData().IsDone);
        AssertPosition(drive, 0);
    }

    [Fact]
    public void Blocks_of_any_length_come_back_as_they_were()
    {
        using var drive = Loaded();
        int[] lengths = [1, 2, 3, 80, 511, 4095, 4096, 4097, MaxBlockSize - 1, MaxBlockSize];
        foreach (var length in lengths)
            Assert.True(drive.Write(Block(length)).IsDone);
        drive.Rewind();
        foreach (var length in lengths)
        {
            var read = drive.Read(_buffer);
            Assert.Equal((TapeStatus.Done, length), (read.Status, read.Count));
            Assert.Equal(Block(length), _buffer[..length]);
        }

        Assert.Equal(TapeStatus.EndOfData, drive.Read(_buffer).Status);
    }

    [Fact]
    public void A_block_too_large_or_empty_is_refused_and_nothing_written()
    {
        using var drive = Loaded();
        Assert.Equal(TapeStatus.BlockTooLarge, drive.Write(new byte[MaxBlockSize + 1]).Status);
        Assert.Equal(TapeStatus.IllegalRequest, drive.Write([]).Status);
        AssertPosition(drive, 0);
        Assert.Equal(TapeStatus.Blank, drive.Read(_buffer).Status);
    }

    [Fact]
    public void A_block_larger_than_the_buffer_is_passed()
    {
        using var drive = Loaded();
        drive.Write(Block(100));
        drive.Write(Block(10));
        drive.Rewind();
        Assert.Equal(TapeStatus.BlockLargerThanBuffer, drive.Read(new byte[99]).Status);
        AssertPosition(drive, 1);
        Assert.Equal(10, drive.Read(new byte[99]).Count);
    }

    [Fact]
    public void Filemarks_are_read_once_each_and_counted_as_blocks()
    {
        using var drive = Loaded();
        drive.Write(Block(10));
        drive.WriteFilemarks(2, FilemarkMode.Immediate);
        AssertPosition(drive, 3);
        drive.Rewind();
        Assert.Equal(TapeStatus.Done, drive.Read(_buffer).Status);
        Assert.Equal(TapeStatus.Filemark, drive.Read(_buffer).Status);
        AssertPosition(drive, 2);
        Assert.Equal(TapeStatus.Filemark, drive.Read(_buffer).Status);
        Assert.Equal(TapeStatus.EndOfData, drive.Read(_buffer).Status);
        AssertPosition(drive, 3);
    }

    [Fact]
    public void No_filemarks_only_flush()
    {
        using var drive = Loaded();
        Assert.True(drive.WriteFilemarks(0, FilemarkMode.Synchronous).IsDone);
        AssertPosition(drive, 0);
        Assert.Equal(TapeStatus.IllegalRequest, drive.WriteFilemarks(-1, FilemarkMode.Synchronous).Status);
    }

    [Fact]
    public void Locate_goes_to_any_address_and_no_further_than_the_end()
    {
        using var drive = Loaded();
        for (var block = 1; block <= 300; block++)
            drive.Write(Block(block));
        foreach (var address in new[] { 299, 0, 150, 151, 149 })
        {
            Assert.True(drive.Locate(address).IsDone);
            Assert.Equal(address + 1, drive.Read(_buffer).Count);
        }

        Assert.True(drive.Locate(300).IsDone);
        Assert.Equal(TapeStatus.EndOfData, drive.Locate(301).Status);
        AssertPosition(drive, 300);
        Assert.Equal(TapeStatus.IllegalRequest, drive.Locate(-1).Status);
    }

    [Fact]
    public void Spacing_ends_behind_the_mark_forwards_and_before_it_backwards()
    {
        using var drive = Loaded();
        for (var file = 0; file < 4; file++)
        {
            drive.Write(Block(10));
            drive.WriteFilemarks(1, FilemarkMode.Immediate);
        }

        drive.Rewind();
        AssertSpaced(drive, 2, TapeStatus.Done, 2, position: 4);
        AssertSpaced(drive, -1, TapeStatus.Done, 1, position: 3);
        AssertSpaced(drive, 1, TapeStatus.Done, 1, position: 4);
        AssertSpaced(drive, 0, TapeStatus.Done, 0, position: 4);
        AssertSpaced(drive, 3, TapeStatus.EndOfData, 2, position: 8);
        AssertSpaced(drive, -4, TapeStatus.Done, 4, position: 1);
        AssertSpaced(drive, -1, TapeStatus.BeginningOfMedium, 0, position: 0);
    }

    [Fact]
    public void Writing_makes_that_point_the_end_of_data()
    {
        using var drive = Loaded();
        for (var block = 1; block <= 10; block++)
            drive.Write(Block(block));
        drive.WriteFilemarks(1, FilemarkMode.Synchronous);
        drive.Locate(3);
        drive.Write(Block(77));
        Assert.Equal(TapeStatus.EndOfData, drive.Read(_buffer).Status);
        AssertPosition(drive, 4);
        drive.Locate(2);
        Assert.Equal(3, drive.Read(_buffer).Count);
        Assert.Equal(77, drive.Read(_buffer).Count);

        drive.Locate(1);
        drive.WriteFilemarks(1, FilemarkMode.Synchronous);
        drive.SpaceToEndOfData();
        AssertPosition(drive, 2);
    }

    [Fact]
    public void What_was_written_is_there_after_unload_and_load()
    {
        using var drive = Loaded();
        drive.Write(Block(100));
        drive.WriteFilemarks(1, FilemarkMode.Synchronous);
        drive.Unload();
        drive.Load();
        Assert.Equal(100, drive.Read(_buffer).Count);
        Assert.Equal(Block(100), _buffer[..100]);
        drive.SpaceToEndOfData();
        drive.Write(Block(50));
        drive.Rewind();
        drive.SpaceFilemarks(1);
        Assert.Equal(50, drive.Read(_buffer).Count);
    }

    [Fact]
    public void Past_early_warning_writes_are_refused_and_let_through_in_turn_until_the_end()
    {
        using var drive = Loaded(capacity: 512 * 1024);
        var block = Block(4096);
        var taken = 0;
        while (drive.Write(block).IsDone)
            taken++;
        Assert.InRange(taken, 1, 127);
        AssertPosition(drive, taken);

        TapeStatus last;
        do
        {
            last = drive.Write(block).Status;
            Assert.True(last is TapeStatus.Done or TapeStatus.EndOfMedium, last.ToString());
            if (last == TapeStatus.Done)
            {
                taken++;
                Assert.Equal(TapeStatus.EarlyWarning, drive.Write(block).Status);
            }

            AssertPosition(drive, taken);
        }
        while (last == TapeStatus.Done);

        drive.Rewind();
        for (; taken > 0; taken--)
            Assert.Equal(4096, drive.Read(_buffer).Count);
        Assert.Equal(TapeStatus.EndOfData, drive.Read(_buffer).Status);
    }

    [Fact]
    public void A_trailer_fits_behind_early_warning()
    {
        using var drive = Loaded(capacity: 512 * 1024);
        while (drive.Write(Block(MaxBlockSize)).IsDone)
        {
        }

        Assert.True(drive.WriteFilemarks(1, FilemarkMode.Immediate).IsDone);
        for (var label = 0; label < 20; label++)
            Assert.True(drive.Write(Block(80)).IsDone || drive.Write(Block(80)).IsDone);
        Assert.True(drive.WriteFilemarks(1, FilemarkMode.Synchronous).IsDone);
    }

    [Fact]
    public void A_filemark_in_the_zone_lets_the_next_write_through()
    {
        using var drive = Loaded(capacity: 512 * 1024);
        while (drive.Write(Block(4096)).IsDone)
        {
        }

        Assert.True(drive.Write(Block(80)).IsDone);
        Assert.True(drive.WriteFilemarks(1, FilemarkMode.Immediate).IsDone);
        Assert.True(drive.Write(Block(80)).IsDone);
        Assert.Equal(TapeStatus.EarlyWarning, drive.Write(Block(80)).Status);
    }

    [Fact]
    public void A_write_protected_medium_is_read_only()
    {
        using var drive = Loaded();
        drive.Write(Block(10));
        drive.WriteFilemarks(1, FilemarkMode.Synchronous);
        drive.Unload();
        SetWriteProtect(true);
        drive.Load();
        Assert.True(drive.Medium!.IsWriteProtected);
        Assert.Equal(TapeStatus.WriteProtected, drive.Write(Block(10)).Status);
        Assert.Equal(TapeStatus.WriteProtected, drive.WriteFilemarks(1, FilemarkMode.Synchronous).Status);
        Assert.True(drive.WriteFilemarks(0, FilemarkMode.Synchronous).IsDone);
        Assert.Equal(10, drive.Read(_buffer).Count);
        drive.Unload();
        SetWriteProtect(false);
        drive.Load();
        Assert.True(drive.Write(Block(10)).IsDone);
    }

    [Fact]
    public void A_worm_medium_takes_appends_only()
    {
        using var drive = Loaded(worm: true);
        Assert.True(drive.Medium!.IsWorm);
        drive.Write(Block(10));
        drive.WriteFilemarks(1, FilemarkMode.Synchronous);
        drive.Rewind();
        Assert.Equal(TapeStatus.WormProtected, drive.Write(Block(20)).Status);
        Assert.Equal(TapeStatus.WormProtected, drive.WriteFilemarks(1, FilemarkMode.Synchronous).Status);
        drive.SpaceToEndOfData();
        Assert.True(drive.Write(Block(20)).IsDone);
        drive.Rewind();
        Assert.Equal(10, drive.Read(_buffer).Count);
    }

    [Fact]
    public void Reading_and_writing_allocate_nothing()
    {
        using var drive = Loaded();
        var block = Block(MaxBlockSize);
        if (drive is MemoryDrive)
            return;

        for (var warm = 0; warm < 200; warm++)
            drive.Write(block);
        drive.Rewind();
        for (var warm = 0; warm < 200; warm++)
            drive.Read(_buffer);

        drive.Rewind();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var count = 0; count < 200; count++)
            drive.Write(block);
        drive.Rewind();
        for (var count = 0; count < 200; count++)
            drive.Read(_buffer);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1024);
    }

    [Fact]
    public void A_motion_is_given_up_before_it_starts()
    {
        using var drive = Loaded();
        var cancelled = new CancellationToken(canceled: true);
        Assert.Throws<OperationCanceledException>(() => drive.Rewind(cancelled));
        Assert.Throws<OperationCanceledException>(() => drive.Locate(0, cancelled));
        Assert.Throws<OperationCanceledException>(() => drive.Unload(cancelled));
    }

    [Fact]
    public void Nothing_works_after_dispose()
    {
        var drive = Loaded();
        drive.Dispose();
        drive.Dispose();
        Assert.Throws<ObjectDisposedException>(() => drive.Status());
        Assert.Throws<ObjectDisposedException>(() => drive.Load());
    }

    protected static byte[] Block(int length)
    {
        var block = new byte[length];
        new Random(length).NextBytes(block);
        return block;
    }

    protected ITapeDrive Loaded(long capacity = 0, bool worm = false)
    {
        var drive = NewDrive(capacity, worm);
        Assert.True(drive.Load().IsDone);
        return drive;
    }

    protected static void AssertPosition(ITapeDrive drive, long expected)
    {
        Assert.True(drive.ReadPosition(out var position).IsDone);
        Assert.Equal(expected, position);
    }

    private static void AssertSpaced(ITapeDrive drive, int count, TapeStatus status, int passed, long position)
    {
        var result = drive.SpaceFilemarks(count);
        Assert.Equal((status, passed), (result.Status, result.Count));
        AssertPosition(drive, position);
    }
}
