using TapeFlows.Tape.Drives;
using TapeFlows.Tape.Posix;
using TapeFlows.Tape.Virtual;

namespace TapeFlows.Tape.Tests.Virtual;

/// <summary>What a killed process or a failed machine leaves behind is put in order when the cartridge is opened again.</summary>
public sealed class TornTailTests : IDisposable
{
    private const int RowSize = 32;

    /// <summary>Lengths of the blocks; 0 for a filemark.</summary>
    private static readonly int[] Objects = [80, 80, 0, 4200, 300, 33, 0, 80, 0, 7, 1];

    private readonly TemporaryDirectory _directory = new("/dev/shm");

    private string Original => _directory.Sub("original");

    private string Copy => _directory.Sub("copy");

    public TornTailTests()
    {
        VirtualCartridge.Create(Original, "TF0001L8", 0);
        using var drive = Open(Original);
        for (var number = 0; number < Objects.Length; number++)
            Write(drive, number);
        drive.WriteFilemarks(0, FilemarkMode.Synchronous);
    }

    [Fact]
    public void Data_cut_at_any_byte_keeps_every_whole_object()
    {
        foreach (var length in EveryLength())
        {
            MakeCopy();
            Cut(Data(Copy), length);
            AssertHolds(Copy, WholeObjects(length), $"data cut at {length}");
        }
    }

    [Fact]
    public void Data_cut_at_any_byte_without_an_index_keeps_every_whole_object()
    {
        foreach (var length in EveryLength())
        {
            MakeCopy();
            Cut(Data(Copy), length);
            File.Delete(Index(Copy).FullName);
            AssertHolds(Copy, WholeObjects(length), $"data cut at {length}, no index");
        }
    }

    [Fact]
    public void Index_cut_at_any_byte_is_rebuilt_from_the_data()
    {
        for (var length = Index(Original).Length; length >= 0; length--)
        {
            MakeCopy();
            Cut(Index(Copy), length);
            AssertHolds(Copy, Objects.Length, $"index cut at {length}");
        }
    }

    [Fact]
    public void Data_and_index_cut_anywhere_agree_again()
    {
        var random = new Random(11);
        for (var trial = 0; trial < 300; trial++)
        {
            MakeCopy();
            var length = random.NextInt64(Data(Original).Length + 1);
            Cut(Data(Copy), length);
            Cut(Index(Copy), random.NextInt64(Index(Original).Length + 1));
            AssertHolds(Copy, WholeObjects(length), $"trial {trial}");
        }
    }

    [Fact]
    public void A_damaged_row_in_the_middle_of_the_index_is_made_again()
    {
        for (var row = 0; row < Objects.Length; row++)
        {
            for (var next = row; next < Objects.Length; next++)
            {
                MakeCopy();
                Change(Index(Copy), (row * RowSize) + 20);
                Change(Index(Copy), (next * RowSize) + 9);
                AssertHolds(Copy, Objects.Length, $"rows {row} and {next}");
            }
        }
    }

    [Fact]
    public void A_damaged_row_at_the_end_of_the_index_is_made_again()
    {
        for (var place = Index(Original).Length - (3 * RowSize); place < Index(Original).Length; place++)
        {
            MakeCopy();
            Change(Index(Copy), place);
            AssertHolds(Copy, Objects.Length, $"index byte {place}");
        }
    }

    [Fact]
    public void Rubbish_behind_the_index_is_dropped()
    {
        for (var length = 1; length <= 3 * RowSize; length++)
        {
            MakeCopy();
            Append(Index(Copy), Bytes(length));
            AssertHolds(Copy, Objects.Length, $"{length} bytes behind the index");
        }
    }

    [Fact]
    public void Padding_that_was_not_cut_off_yet_is_not_taken_for_filemarks()
    {
        foreach (var length in new[] { 1, 3, 4, 100, PosixFile.Alignment - 1 })
        {
            MakeCopy();
            var padding = new byte[length];
            padding.AsSpan().Fill(TapFormat.Padding);
            Append(Data(Copy), padding);
            AssertHolds(Copy, Objects.Length, $"{length} bytes of padding");
        }
    }

    [Fact]
    public void A_block_begun_behind_the_last_row_is_cut_and_whole_ones_are_kept()
    {
        MakeCopy();
        Append(Data(Copy), [4, 0, 0, 0, 1, 2, 3, 4, 4, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 1, 2, 3]);
        using var drive = Open(Copy);
        drive.SpaceToEndOfData();
        drive.ReadPosition(out var end);
        Assert.Equal(Objects.Length + 2, end);
        drive.Locate(Objects.Length);
        var buffer = new byte[100];
        Assert.Equal(4, drive.Read(buffer).Count);
        Assert.Equal([1, 2, 3, 4], buffer[..4]);
        Assert.Equal(TapeStatus.Filemark, drive.Read(buffer).Status);
        Assert.Equal(TapeStatus.EndOfData, drive.Read(buffer).Status);
    }

    [Fact]
    public void After_a_restart_of_the_machine_only_what_was_made_durable_counts()
    {
        using (var drive = Open(Original))
        {
            drive.SpaceToEndOfData();
            drive.Write(Bytes(900));
            drive.WriteFilemarks(2, FilemarkMode.Immediate);
        }

        using var process = Open(Original);
        process.SpaceToEndOfData();
        process.ReadPosition(out var end);
        Assert.Equal(Objects.Length + 3, end);
        process.Dispose();
        AssertHolds(Original, Objects.Length, "restarted machine", boot: "another");
    }

    [Fact]
    public void After_a_restart_an_index_that_was_lost_costs_nothing()
    {
        File.Delete(Index(Original).FullName);
        AssertHolds(Original, Objects.Length, "restarted machine, no index", boot: "another");
    }

    [Fact]
    public void Overwriting_durable_data_keeps_what_stands_before_it_durable()
    {
        using (var drive = Open(Original))
        {
            drive.Locate(5);
            drive.Write(Bytes(900));
        }

        AssertHolds(Original, 5, "restarted machine", boot: "another");
    }

    [Fact]
    public void A_damaged_length_in_the_middle_is_a_media_error_there_and_nowhere_else()
    {
        Change(Data(Original), 0);
        using var drive = Open(Original);
        var buffer = new byte[10_000];
        Assert.Equal(TapeStatus.MediaError, drive.Read(buffer).Status);
        Assert.Equal(80, drive.Read(buffer).Count);
        Assert.Equal(TapeStatus.Filemark, drive.Read(buffer).Status);
        Assert.Equal(4200, drive.Read(buffer).Count);
    }

    [Fact]
    public void A_damaged_length_without_an_index_makes_an_end_that_is_neither_blank_nor_writable()
    {
        Change(Data(Original), 0);
        File.Delete(Index(Original).FullName);
        var length = Data(Original).Length;
        using (var drive = Open(Original))
        {
            Assert.Equal(TapeStatus.MediaError, drive.Read(new byte[100]).Status);
            Assert.Equal(TapeStatus.MediaError, drive.SpaceToEndOfData().Status);
            Assert.Equal(TapeStatus.MediaError, drive.Write([1]).Status);
            Assert.Equal(TapeStatus.MediaError, drive.WriteFilemarks(1, FilemarkMode.Synchronous).Status);
        }

        Assert.Equal(length, Data(Original).Length);
    }

    [Fact]
    public void Any_changed_byte_of_the_data_is_harmless_to_the_drive()
    {
        for (var place = 0L; place < Data(Original).Length; place += 3)
        {
            MakeCopy();
            Change(Data(Copy), place);
            if (place % 2 == 0)
                File.Delete(Index(Copy).FullName);
            using var drive = Open(Copy);
            var buffer = new byte[10_000];
            for (var reads = 0; reads < 30; reads++)
                Assert.NotEqual(TapeStatus.HardwareError, drive.Read(buffer).Status);
        }
    }

    public void Dispose() => _directory.Dispose();

    private static VirtualDrive Open(string directory, string? boot = null)
    {
        var drive = VirtualDrive.OpenStandAlone(directory, 1024 * 1024, boot);
        var load = drive.Load();
        Assert.True(load.IsDone, load.ToString());
        return drive;
    }

    private static void Write(VirtualDrive drive, int number) =>
        Assert.True((Objects[number] == 0 ? drive.WriteFilemarks(1, FilemarkMode.Immediate) : drive.Write(Content(number))).IsDone);

    /// <summary>Opens the cartridge, checks what is on it, appends to it and checks again after another opening.</summary>
    private static void AssertHolds(string directory, int count, string situation, string? boot = null)
    {
        using (var drive = Open(directory, boot))
        {
            AssertObjects(drive, count, situation);
            Assert.True(drive.Write(Bytes(1234)).IsDone, situation);
            Assert.True(drive.WriteFilemarks(1, FilemarkMode.Synchronous).IsDone, situation);
        }

        using var again = Open(directory, boot);
        Assert.True(again.Locate(count).IsDone, situation);
        var buffer = new byte[10_000];
        Assert.Equal(1234, again.Read(buffer).Count);
        Assert.Equal(TapeStatus.Filemark, again.Read(buffer).Status);
        Assert.Equal(TapeStatus.EndOfData, again.Read(buffer).Status);
    }

    private static void AssertObjects(VirtualDrive drive, int count, string situation)
    {
        var buffer = new byte[10_000];
        for (var number = 0; number < count; number++)
        {
            var read = drive.Read(buffer);
            var expected = Objects[number] == 0 ? TapeStatus.Filemark : TapeStatus.Done;
            Assert.True(read.Status == expected && read.Count == Objects[number], $"{situation}: object {number} is {read}");
            Assert.True(buffer.AsSpan(0, read.Count).SequenceEqual(Content(number)), $"{situation}: object {number}");
        }

        Assert.Equal(count == 0 ? TapeStatus.Blank : TapeStatus.EndOfData, drive.Read(buffer).Status);
    }

    private static int WholeObjects(long length)
    {
        var count = 0;
        foreach (var size in Objects)
        {
            length -= size == 0 ? TapFormat.WordSize : TapFormat.RecordSize(size);
            if (length < 0)
                break;
            count++;
        }

        return count;
    }

    /// <summary>Every length the data may be cut to, but only some within the long block.</summary>
    private IEnumerable<long> EveryLength()
    {
        for (var length = Data(Original).Length; length >= 0; length -= length is > 300 and < 4300 ? 97 : 1)
            yield return length;
    }

    private static byte[] Content(int number) => Objects[number] == 0 ? [] : Bytes(Objects[number]);

    private static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private void MakeCopy()
    {
        Directory.CreateDirectory(Copy);
        foreach (var file in Directory.EnumerateFiles(Original))
            File.Copy(file, Path.Combine(Copy, Path.GetFileName(file)), overwrite: true);
    }

    private static FileInfo Data(string directory) => new(Path.Combine(directory, "data.tap"));

    private static FileInfo Index(string directory) => new(Path.Combine(directory, "index"));

    private static void Cut(FileInfo file, long length)
    {
        using var stream = file.OpenWrite();
        stream.SetLength(length);
    }

    private static void Append(FileInfo file, byte[] bytes)
    {
        using var stream = file.Open(FileMode.Append);
        stream.Write(bytes);
    }

    private static void Change(FileInfo file, long place)
    {
        using var stream = file.Open(FileMode.Open);
        stream.Position = place;
        var value = stream.ReadByte();
        stream.Position = place;
        stream.WriteByte((byte)(value ^ 0x10));
    }
}
