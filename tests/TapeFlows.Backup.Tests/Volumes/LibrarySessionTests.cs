using TapeFlows.Backup.Tests.Restore;
using TapeFlows.Backup.Volumes;
using TapeFlows.Tape.Changers;
using TapeFlows.Tape.Drives;

namespace TapeFlows.Backup.Tests.Volumes;

/// <summary>A session among others that work with the same library.</summary>
public sealed class LibrarySessionTests
{
    [Fact]
    public async Task A_volume_that_is_put_away_while_its_drive_is_opened_is_not_taken_for_loaded()
    {
        using var memory = new MemoryLibrary([new MemoryCartridge("TF0001L8", capacity: 1 << 20)], 1, maxBlockSize: 4096);
        var slot = memory.Inventory().First(element => element.Barcode == "TF0001L8").Address;
        var drive = memory.Inventory().First(element => element.Kind == ElementKind.Drive);
        Assert.True(memory.Move(slot, drive.Address).IsDone);
        // Another session, which had the drive until now, moves the volume out between the look and the opening.
        var library = new MovingLibrary(memory, () => Assert.True(memory.Move(drive.Address, slot).IsDone));
        await using var session = new LibrarySession(library, new MemoryCatalog(), TimeProvider.System);

        var refused = await Assert.ThrowsAsync<VolumeMismatchException>(() => session.MountAsync("TF0001L8", TestContext.Current.CancellationToken));
        Assert.True(refused.MayPass);

        var mounted = await session.MountAsync("TF0001L8", TestContext.Current.CancellationToken);
        Assert.Equal(("TF0001L8", drive.DriveName), (mounted.Barcode, mounted.Drive.Name));
    }

    private sealed class MovingLibrary(ITapeLibrary inner, Action beforeFirstOpening) : ITapeLibrary
    {
        private Action? _before = beforeFirstOpening;

        public string Name => inner.Name;

        public IReadOnlyList<string> DriveNames => inner.DriveNames;

        public IReadOnlyList<LibraryElement> Inventory() => inner.Inventory();

        public MoveResult Move(int source, int destination, CancellationToken cancellationToken = default) => inner.Move(source, destination, cancellationToken);

        public ITapeDrive OpenDrive(string driveName)
        {
            Interlocked.Exchange(ref _before, null)?.Invoke();
            return inner.OpenDrive(driveName);
        }

        public void Dispose()
        {
        }
    }
}
