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

    [Fact]
    public async Task A_slot_that_somebody_fills_at_the_last_moment_is_left_to_him_and_another_one_taken()
    {
        using var memory = new MemoryLibrary([new MemoryCartridge("TF0001L8", capacity: 1 << 20), new MemoryCartridge("TF0002L8", capacity: 1 << 20)], 1, maxBlockSize: 4096);
        var (home, other) = (SlotOf("TF0001L8"), SlotOf("TF0002L8"));
        var library = new MovingLibrary(memory, beforePuttingBack: () => Assert.True(memory.Move(other, home).IsDone));
        await using var session = new LibrarySession(library, new MemoryCatalog(), TimeProvider.System);
        await session.MountAsync("TF0001L8", TestContext.Current.CancellationToken);

        await session.EjectAsync("TF0001L8", TestContext.Current.CancellationToken);

        Assert.Equal((other, home), (SlotOf("TF0001L8"), SlotOf("TF0002L8")));

        int SlotOf(string barcode) => memory.Inventory().First(element => element.Barcode == barcode).Address;
    }

    private sealed class MovingLibrary(ITapeLibrary inner, Action? beforeFirstOpening = null, Action? beforePuttingBack = null) : ITapeLibrary
    {
        private Action? _before = beforeFirstOpening;
        private Action? _beforeBack = beforePuttingBack;

        public string Name => inner.Name;

        public IReadOnlyList<string> DriveNames => inner.DriveNames;

        public IReadOnlyList<LibraryElement> Inventory() => inner.Inventory();

        public MoveResult Move(int source, int destination, CancellationToken cancellationToken = default)
        {
            if (inner.Inventory().First(element => element.Address == destination).Kind == ElementKind.Storage)
                Interlocked.Exchange(ref _beforeBack, null)?.Invoke();
            return inner.Move(source, destination, cancellationToken);
        }

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
