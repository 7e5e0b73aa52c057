using TapeFlows.Tape.Changers;
using TapeFlows.Tape.Drives;
using TapeFlows.Tape.Media;
using TapeFlows.Tape.Tests.Changers;
using TapeFlows.Tape.Virtual;

namespace TapeFlows.Tape.Tests.Virtual;

public sealed class VirtualLibraryTests : LibraryConformance, IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly VirtualLibrary _library;

    public VirtualLibraryTests() => _library = VirtualLibrary.Create(Root, new VirtualLibraryOptions
    {
        Slots = 4,
        ImportExportSlots = 1,
        Drives = 2,
        Cartridges = 3,
        Capacity = 4 * 1024 * 1024,
    });

    protected override ITapeLibrary Library => _library;

    private string Root => _directory.Sub("library");

    [Fact]
    public void Two_instances_see_each_others_moves()
    {
        using var other = VirtualLibrary.Open(Root);
        other.Move(1001, 1);
        Assert.Equal("TF0001L8", At(1));
        using var drive = _library.OpenDrive("drive0");
        drive.Load();
        Assert.Throws<DriveBusyException>(() => other.OpenDrive("drive0"));
        Assert.Equal(MoveStatus.DriveNotUnloaded, other.Move(1, 1001).Status);
        drive.Unload();
        Assert.True(other.Move(1, 1001).IsDone);
        Assert.Equal(TapeStatus.NoMedium, drive.Load().Status);
    }

    [Fact]
    public async Task Moves_from_many_threads_lose_no_cartridge()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(() =>
        {
            using var library = VirtualLibrary.Open(Root);
            var random = new Random(worker);
            var addresses = library.Inventory().Select(element => element.Address).ToArray();
            for (var count = 0; count < 60; count++)
                library.Move(addresses[random.Next(addresses.Length)], addresses[random.Next(addresses.Length)]);
        })));
        Assert.Equal(["TF0001L8", "TF0002L8", "TF0003L8"], _library.Inventory().Select(element => element.Barcode).OfType<string>().Order());
    }

    [Fact]
    public void A_loaded_cartridge_stays_in_its_drive_over_a_restart()
    {
        _library.Move(1001, 1);
        using (var drive = _library.OpenDrive("drive0"))
        {
            drive.Load();
            drive.Write([42]);
            drive.WriteFilemarks(1, FilemarkMode.Synchronous);
        }

        using var restarted = VirtualLibrary.Open(Root);
        using var again = restarted.OpenDrive("drive0");
        Assert.True(again.Load().IsDone);
        Assert.Equal(1, again.Read(new byte[10]).Count);
        Assert.True(again.Unload().IsDone);
        Assert.True(restarted.Move(1, 1001).IsDone);
    }

    [Fact]
    public void A_cartridge_in_use_elsewhere_keeps_the_drive_from_opening()
    {
        _library.Move(1001, 1);
        using (var other = VirtualDrive.OpenStandAlone(_library.FindCartridge("TF0001L8")!.Path))
            Assert.Throws<DriveBusyException>(() => _library.OpenDrive("drive0"));
        _library.OpenDrive("drive0").Dispose();
    }

    [Fact]
    public void Early_warning_comes_by_the_capacity_of_the_cartridge()
    {
        _library.Move(1001, 1);
        using var drive = _library.OpenDrive("drive0");
        drive.Load();
        Assert.Equal(4 * 1024 * 1024, drive.Medium!.CapacityBytes);
        var blocks = 0;
        while (drive.Write(new byte[1024 * 1024]).IsDone)
            blocks++;
        Assert.Equal(3, blocks);
    }

    [Fact]
    public void Cartridges_are_added_under_the_next_free_barcode()
    {
        Assert.Equal("TF0004L8", _library.AddCartridge().Barcode);
        Assert.Equal("TF0004L8", At(1004));
        Assert.Throws<VirtualLibraryException>(() => _library.AddCartridge());
        Assert.Equal("TF0005LY", _library.AddCartridge("TF0005LY", ElementKind.ImportExport, worm: true).Barcode);
        Assert.True(_library.FindCartridge("TF0005LY")!.IsWorm);
        Assert.Equal(5, _library.Cartridges().Count);
    }

    [Fact]
    public void A_removed_cartridge_keeps_its_data_and_can_come_back()
    {
        _library.RemoveCartridge("TF0001L8");
        Assert.Null(At(1001));
        Assert.Contains(_library.Cartridges(), cartridge => cartridge.Barcode == "TF0001L8");
        Assert.Throws<VirtualLibraryException>(() => _library.RemoveCartridge("TF0001L8"));

        _library.AddCartridge("TF0001L8", ElementKind.ImportExport);
        Assert.Equal("TF0001L8", At(101));
        Assert.Throws<VirtualLibraryException>(() => _library.AddCartridge("TF0001L8"));
    }

    [Fact]
    public void A_cartridge_in_a_drive_is_not_removed()
    {
        _library.Move(1001, 1);
        Assert.Throws<VirtualLibraryException>(() => _library.RemoveCartridge("TF0001L8"));
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("tf0001l8")]
    [InlineData("")]
    public void A_barcode_that_could_leave_the_directory_is_refused(string barcode)
    {
        Assert.Throws<VirtualLibraryException>(() => _library.AddCartridge(barcode));
        Assert.Null(_library.FindCartridge(barcode));
    }

    [Fact]
    public void The_write_protect_tab_is_set_by_barcode()
    {
        _library.SetWriteProtect("TF0002L8", true);
        Assert.True(_library.FindCartridge("TF0002L8")!.IsWriteProtected);
        _library.Move(1002, 1);
        using var drive = _library.OpenDrive("drive0");
        drive.Load();
        Assert.Equal(TapeStatus.WriteProtected, drive.Write([1]).Status);
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused_with_the_reason()
    {
        (VirtualLibraryOptions Options, string Word)[] bad =
        [
            (new() { Slots = 0 }, "slots"),
            (new() { Drives = 0 }, "drives"),
            (new() { Cartridges = 9 }, "cartridges"),
            (new() { MediumType = "DDS-4" }, "medium type"),
            (new() { Capacity = 1024 * 1024 }, "Capacity"),
            (new() { MaxBlockSize = 100 }, "Block size"),
            (new() { BarcodePrefix = "toolong" }, "prefix"),
        ];
        foreach (var (options, word) in bad)
        {
            var failure = Assert.Throws<VirtualLibraryException>(() => VirtualLibrary.Create(_directory.Sub("bad"), options));
            Assert.Contains(word, failure.Message, StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(_directory.Sub("bad")));
    }

    [Fact]
    public void A_library_is_not_made_over_another_and_not_opened_where_none_is()
    {
        Assert.Throws<VirtualLibraryException>(() => VirtualLibrary.Create(Root, new VirtualLibraryOptions()));
        Assert.Throws<VirtualLibraryException>(() => VirtualLibrary.Open(_directory.Sub("nowhere")));
        File.WriteAllText(Path.Combine(Root, "library.json"), "{ \"format\": 99 ");
        Assert.Throws<VirtualLibraryException>(() => _library.Inventory());
    }

    [Fact]
    public void Capacity_and_barcodes_follow_the_medium_type()
    {
        using var library = VirtualLibrary.Create(_directory.Sub("lto9"), new VirtualLibraryOptions { Slots = 1, MediumType = "lto-9", BarcodePrefix = "AB" });
        var cartridge = Assert.Single(library.Cartridges());
        Assert.Equal(("AB0001L9", LtoGeneration.Find("LTO-9")!.NativeCapacity), (cartridge.Barcode, cartridge.Capacity));
    }

    public void Dispose()
    {
        _library.Dispose();
        _directory.Dispose();
    }
}
