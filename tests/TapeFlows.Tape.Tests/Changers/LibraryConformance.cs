using TapeFlows.Tape.Changers;

namespace TapeFlows.Tape.Tests.Changers;

/// <summary>What every library has to do: two drives, three cartridges in four storage slots, one import/export slot.</summary>
public abstract class LibraryConformance
{
    private const int Drive0 = 1;
    private const int Drive1 = 2;
    private const int Storage1 = 1001;
    private const int Storage2 = 1002;
    private const int Storage4 = 1004;
    private const int MailSlot = 101;

    protected abstract ITapeLibrary Library { get; }

    [Fact]
    public void The_inventory_lists_drives_then_storage_then_import_export()
    {
        var inventory = Library.Inventory();
        Assert.Equal([1, 2, 1001, 1002, 1003, 1004, 101], inventory.Select(element => element.Address));
        Assert.Equal(["drive0", "drive1"], Library.DriveNames);
        Assert.Equal(["drive0", "drive1", null, null, null, null, null], inventory.Select(element => element.DriveName));
        Assert.Equal(["TF0001L8", "TF0002L8", "TF0003L8"], inventory.Where(element => element.IsFull).Select(element => element.Barcode));
    }

    [Fact]
    public void A_cartridge_moves_to_a_drive_and_works_there()
    {
        Assert.True(Library.Move(Storage2, Drive1).IsDone);
        Assert.Equal("TF0002L8", At(Drive1));
        Assert.Null(At(Storage2));
        using var drive = Library.OpenDrive("drive1");
        Assert.Equal("drive1", drive.Name);
        Assert.True(drive.Load().IsDone);
        Assert.Equal("TF0002L8", drive.Medium!.Barcode);
        Assert.True(drive.Write([1]).IsDone);
    }

    [Fact]
    public void Impossible_moves_are_refused()
    {
        Assert.Equal(MoveStatus.NoSuchElement, Library.Move(77, Drive0).Status);
        Assert.Equal(MoveStatus.NoSuchElement, Library.Move(Storage1, 77).Status);
        Assert.Equal(MoveStatus.SourceEmpty, Library.Move(Storage4, Drive0).Status);
        Assert.Equal(MoveStatus.DestinationFull, Library.Move(Storage1, Storage2).Status);
        Assert.Equal(3, Library.Inventory().Count(element => element.IsFull));
    }

    [Fact]
    public void A_drive_holds_its_cartridge_until_it_unloads()
    {
        Library.Move(Storage1, Drive0);
        using (var drive = Library.OpenDrive("drive0"))
        {
            drive.Load();
            Assert.Equal(MoveStatus.DriveNotUnloaded, Library.Move(Drive0, Storage1).Status);
        }

        Assert.Equal(MoveStatus.DriveNotUnloaded, Library.Move(Drive0, Storage1).Status);
        using (var drive = Library.OpenDrive("drive0"))
        {
            Assert.True(drive.Unload().IsDone);
            Assert.True(Library.Move(Drive0, MailSlot).IsDone);
            Assert.Equal("TF0001L8", At(MailSlot));
            Assert.False(drive.Load().IsDone);
        }
    }

    [Fact]
    public void An_open_drive_takes_the_cartridge_that_is_put_in_next()
    {
        using var drive = Library.OpenDrive("drive0");
        foreach (var slot in new[] { Storage1, Storage2 })
        {
            Assert.True(Library.Move(slot, Drive0).IsDone);
            Assert.True(drive.Load().IsDone);
            Assert.Equal($"TF000{slot - 1000}L8", drive.Medium!.Barcode);
            Assert.True(drive.Unload().IsDone);
            Assert.True(Library.Move(Drive0, slot).IsDone);
        }
    }

    [Fact]
    public void A_drive_is_opened_once_at_a_time()
    {
        using (Library.OpenDrive("drive0"))
        {
            Assert.Throws<DriveBusyException>(() => Library.OpenDrive("drive0"));
            Library.OpenDrive("drive1").Dispose();
        }

        Library.OpenDrive("drive0").Dispose();
        Assert.ThrowsAny<Exception>(() => Library.OpenDrive("drive7"));
    }

    protected string? At(int address) => Library.Inventory().Single(element => element.Address == address).Barcode;
}
