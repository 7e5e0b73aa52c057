using TapeFlows.Tape.Changers;
using TapeFlows.Tape.Drives;
using TapeFlows.Tape.Tests.Drives;
using TapeFlows.Tape.Virtual;

namespace TapeFlows.Tape.Tests.Virtual;

public class VirtualDriveTests : DriveConformance, IDisposable
{
    private readonly TemporaryDirectory _directory;

    public VirtualDriveTests()
        : this(root: null)
    {
    }

    protected VirtualDriveTests(string? root) => _directory = new TemporaryDirectory(root);

    private string Cartridge => _directory.Sub("TF0001L8");

    [Fact]
    public void A_cartridge_is_in_one_drive_at_a_time()
    {
        using (var drive = Loaded())
        {
            Assert.Throws<DriveBusyException>(() => VirtualDrive.OpenStandAlone(Cartridge));
            Assert.Throws<DriveBusyException>(() => VirtualCartridge.SetWriteProtect(Cartridge, true));
        }

        using var again = VirtualDrive.OpenStandAlone(Cartridge);
        Assert.True(again.Load().IsDone);
    }

    [Fact]
    public void The_file_is_readable_by_others_after_a_synchronous_mark()
    {
        using var drive = Loaded();
        drive.Write(Block(5));
        drive.WriteFilemarks(1, FilemarkMode.Synchronous);
        byte[] expected = [5, 0, 0, 0, .. Block(5), 0, 5, 0, 0, 0, 0, 0, 0, 0];
        Assert.Equal(expected, File.ReadAllBytes(Path.Combine(Cartridge, "data.tap")));
        Assert.Equal(2 * 32, new FileInfo(Path.Combine(Cartridge, "index")).Length);
    }

    [Fact]
    public void The_description_counts_what_was_written()
    {
        using (var drive = Loaded())
        {
            drive.Write(Block(100));
            drive.Write(Block(11));
            drive.WriteFilemarks(1, FilemarkMode.Synchronous);
            drive.Unload();
        }

        var cartridge = VirtualCartridge.Open(Cartridge);
        Assert.Equal((111, 1), (cartridge.BytesWritten, cartridge.LoadCount));
    }

    [Fact]
    public void A_second_cartridge_is_not_made_over_the_first()
    {
        NewDrive().Dispose();
        Assert.Throws<IOException>(() => VirtualCartridge.Create(Cartridge, "TF0002L8", 0));
    }

    [Fact]
    public void Large_recordings_are_read_back_across_all_windows()
    {
        using var drive = Loaded();
        var random = new Random(5);
        var lengths = Enumerable.Range(0, 700).Select(_ => random.Next(1, MaxBlockSize)).ToArray();
        foreach (var length in lengths)
            Assert.True(drive.Write(Block(length)).IsDone);

        var buffer = new byte[MaxBlockSize];
        foreach (var begin in new[] { 0, 350, 699, 1 })
        {
            drive.Locate(begin);
            for (var number = begin; number < lengths.Length; number++)
            {
                Assert.Equal(lengths[number], drive.Read(buffer).Count);
                Assert.True(buffer.AsSpan(0, lengths[number]).SequenceEqual(Block(lengths[number])));
            }
        }
    }

    protected override ITapeDrive NewDrive(long capacity = 0, bool worm = false)
    {
        VirtualCartridge.Create(Cartridge, "TF0001L8", capacity, worm: worm);
        return VirtualDrive.OpenStandAlone(Cartridge, MaxBlockSize);
    }

    protected override void SetWriteProtect(bool isWriteProtected) => VirtualCartridge.SetWriteProtect(Cartridge, isWriteProtected);

    public void Dispose()
    {
        _directory.Dispose();
        GC.SuppressFinalize(this);
    }
}

/// <summary>On a file system that does not take direct I/O, or not in the same way.</summary>
public sealed class VirtualDriveInMemoryFileSystemTests() : VirtualDriveTests("/dev/shm");
