using TapeFlows.Tape.Drives;
using TapeFlows.Tape.Media;
using TapeFlows.Tape.Virtual;

namespace TapeFlows.Tape.Tests.Virtual;

/// <summary>Dirty drives and what cleans them.</summary>
public sealed class CleaningTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tapeflows-cleaning-");

    [Fact]
    public void A_drive_that_was_cleaned_does_not_ask_any_more_and_a_use_is_counted()
    {
        using var library = Library();
        library.Raise("drive0", TapeAlerts.CleanNow | TapeAlerts.Media);
        Assert.True(Bring(library, "CLN001L8").IsDone);
        using (var drive = library.OpenDrive("drive0"))
            Assert.Equal(TapeStatus.NoMedium, drive.Load().Status);
        Assert.Equal(CleaningCartridge.Uses - 1, library.FindCartridge("CLN001L8")!.CleaningsLeft);
        // The alert that was not about dirt is still to be read.
        Assert.Equal(new DriveCondition(TapeAlerts.Media, NeedsCleaning: false), Read(library));
        Assert.True(library.Move(1, 1002).IsDone);
    }

    [Fact]
    public void Alerts_are_told_once_and_the_wish_to_be_cleaned_until_it_is_granted()
    {
        using var library = Library();
        library.Raise("drive0", TapeAlerts.CleanNow | TapeAlerts.HardError);
        Assert.Equal(new DriveCondition(TapeAlerts.CleanNow | TapeAlerts.HardError, NeedsCleaning: true), Read(library));
        using var again = VirtualLibrary.Open(library.Path);
        Assert.Equal(new DriveCondition(TapeAlerts.None, NeedsCleaning: true), Read(again));
    }

    [Fact]
    public void A_cartridge_that_is_used_up_cleans_nothing_and_says_so()
    {
        using var library = Library();
        library.Raise("drive0", TapeAlerts.CleanPeriodic);
        Assert.True(Bring(library, "CLN001L8").IsDone);
        using (var drive = library.OpenDrive("drive0"))
        {
            for (var use = 0; use < CleaningCartridge.Uses; use++)
                drive.Load();
        }

        Assert.False(Read(library).NeedsCleaning);
        library.Raise("drive0", TapeAlerts.CleanNow);
        using (var drive = library.OpenDrive("drive0"))
            Assert.Equal(TapeStatus.NoMedium, drive.Load().Status);
        Assert.Equal(new DriveCondition(TapeAlerts.CleanNow | TapeAlerts.ExpiredCleaningMedia, NeedsCleaning: true), Read(library));
        Assert.Equal(0, library.FindCartridge("CLN001L8")!.CleaningsLeft);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private VirtualLibrary Library()
    {
        var library = VirtualLibrary.Create(Path.Combine(_folder.FullName, "library"), new VirtualLibraryOptions { Slots = 3, Cartridges = 1, Drives = 1, Capacity = 1 << 20, MaxBlockSize = 4096 });
        library.AddCartridge("CLN001L8");
        return library;
    }

    private static Tape.Changers.MoveResult Bring(VirtualLibrary library, string barcode) =>
        library.Move(library.Inventory().First(element => element.Barcode == barcode).Address, 1);

    private static DriveCondition Read(VirtualLibrary library)
    {
        using var drive = library.OpenDrive("drive0");
        Assert.True(((IDriveHealth)drive).ReadCondition(out var condition).IsDone);
        return condition;
    }
}
