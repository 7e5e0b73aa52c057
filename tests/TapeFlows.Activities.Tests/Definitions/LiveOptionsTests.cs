using Elsa.Workflows.UIHints;
using Elsa.Workflows.UIHints.Dropdown;
using TapeFlows.Backup;
using TapeFlows.Tape.Changers;

namespace TapeFlows.Activities.Tests.Definitions;

/// <summary>The lists of a designer show what there is when they are asked for, not what there was when the server started.</summary>
public sealed class LiveOptionsTests
{
    [Fact]
    public async Task Pools_come_from_the_catalog_with_their_retention()
    {
        await using var room = await ProcedureRoom.MakeAsync();
        await room.Catalog.SavePoolAsync(new Pool { Name = "weekly", Retention = TimeSpan.FromDays(30) }, TestContext.Current.CancellationToken);
        await room.Catalog.SavePoolAsync(new Pool { Name = "yearly" }, TestContext.Current.CancellationToken);

        var (items, refreshes) = await AskAsync<SelectVolume>(room, nameof(SelectVolume.Pool));

        Assert.True(refreshes);
        Assert.Equal(new SelectListItem("(default: default)", ""), items[0]);
        Assert.Contains(new SelectListItem("weekly, kept for 30 days", "weekly"), items);
        Assert.Contains(new SelectListItem("yearly, kept without limit", "yearly"), items);
    }

    [Fact]
    public async Task Drives_come_from_the_library_with_what_is_in_them()
    {
        await using var room = await ProcedureRoom.MakeAsync(drives: 2);
        var slot = room.Library.Inventory().First(element => element is { Kind: ElementKind.Storage, IsFull: true });
        var drive = room.Library.Inventory().First(element => element.Kind == ElementKind.Drive);
        Assert.True(room.Library.Move(slot.Address, drive.Address, TestContext.Current.CancellationToken).IsDone);

        var (items, refreshes) = await AskAsync<MountTape>(room, nameof(MountTape.DriveName));

        Assert.True(refreshes);
        Assert.Equal(3, items.Count);
        Assert.Equal(new SelectListItem($"(any drive of {room.Library.Name})", ""), items[0]);
        Assert.Equal(new SelectListItem($"{drive.DriveName}, with {slot.Barcode}", drive.DriveName!), items[1]);
        Assert.EndsWith(", empty", items[2].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compression_is_what_this_machine_can_do()
    {
        await using var room = await ProcedureRoom.MakeAsync();

        var (items, _) = await AskAsync<StreamFullBackup>(room, nameof(StreamFullBackup.Compression));

        Assert.Equal(new SelectListItem("(default: none)", ""), items[0]);
        Assert.Equal(Backup.Compression.UsableCompressions.Names(), items.Skip(1).Select(item => item.Value));
        Assert.Equal(["none", "gzip"], items.Skip(1).Take(2).Select(item => item.Value));
    }

    [Fact]
    public async Task A_copy_is_compressed_as_its_set_or_as_this_machine_can()
    {
        await using var room = await ProcedureRoom.MakeAsync();

        var (items, _) = await AskAsync<CopySet>(room, nameof(CopySet.Compression));

        Assert.Equal(new SelectListItem("(as the set)", ""), items[0]);
        Assert.Equal(Backup.Compression.UsableCompressions.Names(), items.Skip(1).Select(item => item.Value));
    }

    private static async Task<(List<SelectListItem> Items, bool Refreshes)> AskAsync<TActivity>(ProcedureRoom room, string input)
    {
        var given = await room.Choices.GetUIPropertiesAsync(typeof(TActivity).GetProperty(input)!, context: null, TestContext.Current.CancellationToken);
        return ([.. ((DropDownProps)given[InputUIHints.DropDown]).SelectList!.Items], given.TryGetValue("Refresh", out var refresh) && refresh is true);
    }
}
