using TapeFlows.Backup;
using TapeFlows.Backup.Volumes;
using TapeFlows.Tape.Changers;
using TapeFlows.Tape.Drives;

namespace TapeFlows.Scenarios.Volumes;

/// <summary>What may be written on, and what is never touched.</summary>
public sealed class AdmissionTests
{
    private const string First = "TF0001L8";

    [Fact]
    public async Task A_second_set_goes_behind_the_first_on_the_same_volume()
    {
        await using var house = await FilledAsync();
        await house.BackUpAsync();
        var second = await house.BackUpAsync();
        Assert.Equal([First], second.Volumes);
        var pieces = await house.Catalog.ListSegmentsOnVolumeAsync(First);
        Assert.Equal(4, pieces.Count);
        Assert.Equal([1, 2, 3, 4], pieces.Select(piece => piece.FileSequence));
        Assert.All(pieces.Zip(pieces.Skip(1)), pair => Assert.Equal(pair.First.EndAddress, pair.Second.LabelAddress));
    }

    [Fact]
    public async Task A_foreign_tape_is_never_written()
    {
        await using var house = await FilledAsync();
        WriteRaw(house, First, [new byte[10_240]]);
        var result = await house.BackUpAsync();
        Assert.Equal(["TF0002L8"], result.Volumes);
        Assert.Contains(result.Notes, note => note.Contains(First, StringComparison.Ordinal) && note.Contains("did not write", StringComparison.Ordinal));
        Assert.Equal(VolumeState.Unknown, (await house.Catalog.FindVolumeAsync(First))!.State);
        Assert.Equal([10_240], ReadRaw(house, First));
    }

    [Fact]
    public async Task A_volume_of_another_installation_is_never_written()
    {
        await using var other = await FilledAsync();
        await other.BackUpAsync();
        await using var house = await FilledAsync();
        CopyCartridge(other, house, First);
        var result = await house.BackUpAsync();
        Assert.Equal(["TF0002L8"], result.Volumes);
        Assert.Contains(result.Notes, note => note.Contains("rebuild-catalog", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_volume_that_the_catalog_knows_but_that_came_back_blank_is_refused()
    {
        await using var house = await FilledAsync();
        await house.BackUpAsync();
        await using var other = await House.BuildAsync(64 << 20);
        CopyCartridge(other, house, First);
        var result = await house.BackUpAsync();
        Assert.Equal(["TF0002L8"], result.Volumes);
        Assert.Contains(result.Notes, note => note.Contains("blank", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_write_protected_volume_is_passed_over()
    {
        await using var house = await FilledAsync();
        house.Library.SetWriteProtect(First, true);
        Assert.Equal(["TF0002L8"], (await house.BackUpAsync()).Volumes);
    }

    [Fact]
    public async Task A_volume_in_a_drive_that_another_works_with_is_passed_over()
    {
        await using var house = await FilledAsync();
        await house.BackUpAsync();
        var before = await house.Catalog.ListSegmentsOnVolumeAsync(First);
        using var other = Occupy(house, First);
        Assert.Equal(["TF0002L8"], (await house.BackUpAsync()).Volumes);
        Assert.Equal(before.Count, (await house.Catalog.ListSegmentsOnVolumeAsync(First)).Count);
    }

    [Fact]
    public async Task With_no_other_volume_the_run_names_the_one_that_another_works_with()
    {
        await using var house = await FilledAsync(cartridges: 1);
        using var other = Occupy(house, First);
        var failure = await Assert.ThrowsAsync<NoVolumeException>(() => house.BackUpAsync());
        Assert.Contains($"Another process works with {First}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_every_drive_taken_no_cartridge_moves()
    {
        await using var house = await FilledAsync();
        var before = house.Library.Inventory();
        var taken = before.Where(element => element.Kind == ElementKind.Drive).Select(drive => house.Library.OpenDrive(drive.DriveName!)).ToList();
        var failure = await Assert.ThrowsAsync<NoDriveException>(() => house.BackUpAsync());
        Assert.Contains("Run again when one is free", failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, house.Library.Inventory());
        taken.ForEach(drive => drive.Dispose());
    }

    [Fact]
    public async Task Without_a_volume_the_run_says_what_to_do()
    {
        await using var house = await FilledAsync(cartridges: 1);
        house.Library.SetWriteProtect(First, true);
        var failure = await Assert.ThrowsAsync<NoVolumeException>(() => house.BackUpAsync());
        Assert.Contains("Add cartridges", failure.Message, StringComparison.Ordinal);
        var set = Assert.Single(await house.Catalog.ListSetsAsync(new SetQuery()));
        Assert.Equal(SetState.Incomplete, set.State);
    }

    [Fact]
    public async Task Every_cartridge_is_back_in_its_slot_when_the_session_ends()
    {
        await using var house = await FilledAsync();
        var before = house.Library.Inventory();
        await house.BackUpAsync();
        Assert.Equal(before, house.Library.Inventory());
    }

    private static async Task<House> FilledAsync(int cartridges = 4)
    {
        var house = await House.BuildAsync(64 << 20, cartridges: cartridges);
        File.WriteAllText(Path.Combine(house.Source, "hello"), "world");
        return house;
    }

    /// <summary>What another process does that works with a volume: it has the cartridge in a drive and the drive open.</summary>
    private static ITapeDrive Occupy(House house, string barcode)
    {
        var inventory = house.Library.Inventory();
        var bay = inventory.First(element => element.Kind == ElementKind.Drive);
        Assert.True(house.Library.Move(inventory.Single(element => element.Barcode == barcode).Address, bay.Address).IsDone);
        return house.Library.OpenDrive(bay.DriveName!);
    }

    private static void WriteRaw(House house, string barcode, byte[][] blocks) => InDrive(house, barcode, drive =>
    {
        foreach (var block in blocks)
            Assert.True(drive.Write(block).IsDone);
        Assert.True(drive.WriteFilemarks(1, FilemarkMode.Synchronous).IsDone);
    });

    private static List<int> ReadRaw(House house, string barcode)
    {
        var lengths = new List<int>();
        InDrive(house, barcode, drive =>
        {
            var buffer = new byte[drive.MaxBlockSize];
            for (var read = drive.Read(buffer); read.IsDone; read = drive.Read(buffer))
                lengths.Add(read.Count);
        });
        return lengths;
    }

    private static void InDrive(House house, string barcode, Action<ITapeDrive> work)
    {
        var inventory = house.Library.Inventory();
        var bay = inventory.First(element => element.Kind == ElementKind.Drive);
        var slot = inventory.Single(element => element.Barcode == barcode);
        Assert.True(house.Library.Move(slot.Address, bay.Address).IsDone);
        using (var drive = house.Library.OpenDrive(bay.DriveName!))
        {
            Assert.True(drive.Load().IsDone);
            work(drive);
            Assert.True(drive.Unload().IsDone);
        }

        Assert.True(house.Library.Move(bay.Address, slot.Address).IsDone);
    }

    private static void CopyCartridge(House from, House to, string barcode)
    {
        var source = Path.Combine(from.Root, "library", "cartridges", barcode);
        var target = Path.Combine(to.Root, "library", "cartridges", barcode);
        Directory.Delete(target, recursive: true);
        Directory.CreateDirectory(target);
        foreach (var file in Directory.GetFiles(source))
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
    }
}
