using TapeFlows.Tape.Drives;
using TapeFlows.Tape.Virtual;

namespace TapeFlows.Tape.Tests.Virtual;

public sealed class CartridgeDumpTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Cartridge => _directory.Sub("cartridge");

    private string Target => _directory.Sub("dump");

    [Fact]
    public void Each_tape_file_becomes_a_file()
    {
        var large = new byte[3_000_001];
        new Random(1).NextBytes(large);
        VirtualCartridge.Create(Cartridge, "TF0001L8", 0);
        using var drive = VirtualDrive.OpenStandAlone(Cartridge, 4_000_000);
        drive.Load();
        drive.Write([1, 2, 3]);
        drive.Write([4]);
        drive.WriteFilemarks(2, FilemarkMode.Immediate);
        drive.Write(large);
        drive.Write([9]);
        drive.WriteFilemarks(1, FilemarkMode.Synchronous);

        Assert.Equal(3, CartridgeDump.Write(Cartridge, Target));
        Assert.Equal(["0001", "0002", "0003"], Directory.EnumerateFiles(Target).Select(Path.GetFileName).Order());
        Assert.Equal([1, 2, 3, 4], Read("0001"));
        Assert.Empty(Read("0002"));
        Assert.Equal([.. large, 9], Read("0003"));
    }

    [Fact]
    public void Damage_is_told_after_what_stands_before_it_was_written()
    {
        VirtualCartridge.Create(Cartridge, "TF0001L8", 0);
        byte[] data = [3, 0, 0, 0, 1, 2, 3, 0, 3, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 7, 7, 9, 0, 0, 0, 0, 0, 0, 0];
        File.WriteAllBytes(Path.Combine(Cartridge, "data.tap"), data);
        Assert.Contains("byte 16", Assert.Throws<IOException>(() => CartridgeDump.Write(Cartridge, Target)).Message, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], Read("0001"));
    }

    public void Dispose() => _directory.Dispose();

    private byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Target, name));
}
