using TapeFlows.Backup;
using TapeFlows.Catalog;
using TapeFlows.Operations.Executors;
using TapeFlows.Operations.Inbox;
using TapeFlows.Tape.Changers;
using TapeFlows.Tape.Virtual;

namespace TapeFlows.Operations.Tests.Mounts;

/// <summary>Operations that wait for a volume which the library does not have.</summary>
public sealed class MountRequestTests(Databases databases) : IClassFixture<Databases>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tapeflows-mounts-");

    [Theory]
    [InlineData(CatalogProvider.Sqlite)]
    [InlineData(CatalogProvider.PostgreSql)]
    public async Task A_volume_is_asked_for_and_the_operation_goes_on_when_it_is_there(CatalogProvider provider)
    {
        await using var house = await HouseAsync(provider);
        // The one cartridge is another pool's.
        await house.Catalog.SaveVolumeAsync(new Volume { Barcode = "TF0001L8", Pool = "other", State = VolumeState.Appendable });
        var id = await house.EnqueueAsync(OperationKind.Mount, new MountRequest(Pool: "default"));
        var waiting = await house.Operations.InStateAsync(id, OperationState.Waiting);
        var entry = await house.OpenEntryAsync();
        Assert.Equal((InboxKind.MountRequest, NoticeSeverity.ActionNeeded, id, "default", "run"), (entry.Kind, entry.Severity, entry.OperationId, entry.Pool, entry.Run));
        Assert.Contains("No volume in library", entry.Text, StringComparison.Ordinal);
        Assert.Equal(("default", null), (waiting.WaitsFor!.Pool, waiting.WaitsFor.Barcode));

        var added = house.Library.AddCartridge();
        var done = await house.Operations.InStateAsync(id, OperationState.Succeeded);
        Assert.Equal(added.Barcode, done.ResultAs<MountResult>()!.Barcode);
        await Eventually.TrueAsync(async () => (await house.Inbox.GetAsync(entry.Id))!.Answer == InboxAnswer.Withdrawn, "the request is withdrawn");
    }

    [Fact]
    public async Task A_cartridge_that_comes_in_by_the_import_slot_is_enough()
    {
        await using var house = await HouseAsync(CatalogProvider.Sqlite, sweep: TimeSpan.FromHours(1));
        var id = await house.EnqueueAsync(OperationKind.Mount, new MountRequest("TF0042L8"));
        await house.Operations.InStateAsync(id, OperationState.Waiting);
        await house.OpenEntryAsync();
        house.Library.AddCartridge("TF0042L8", ElementKind.ImportExport);
        // Nobody sweeps; whoever looks into the library notices it.
        await house.EnqueueAsync(OperationKind.Inventory, new { }, run: "look");
        Assert.Equal("TF0042L8", (await house.Operations.InStateAsync(id, OperationState.Succeeded)).ResultAs<MountResult>()!.Barcode);
    }

    [Fact]
    public async Task A_person_who_refuses_ends_it_and_one_who_says_done_has_it_look_again()
    {
        await using var house = await HouseAsync(CatalogProvider.Sqlite);
        var id = await house.EnqueueAsync(OperationKind.Mount, new MountRequest("TF0042L8"));
        await house.Operations.InStateAsync(id, OperationState.Waiting);
        var first = await house.OpenEntryAsync();
        // It is said to be there, and is not: it is asked for again.
        await house.Inbox.AnswerAsync(first.Id, InboxAnswer.Done, "ann");
        InboxEntry? second = null;
        await Eventually.TrueAsync(async () => (second = await house.FindOpenAsync()) is not null && second.Id != first.Id, "it is asked for again");
        await house.Operations.InStateAsync(id, OperationState.Waiting);

        await house.Inbox.AnswerAsync(second!.Id, InboxAnswer.Refused, "ann", "it was lost");
        var ended = await house.Operations.InStateAsync(id, OperationState.Failed);
        Assert.Equal(OperationOutcome.NeedsOperator, ended.Outcome);
        Assert.Contains("ann refused the request: it was lost", ended.Problem, StringComparison.Ordinal);
        Assert.Equal(2, ended.Attempts);
    }

    [Fact]
    public async Task Whoever_cancels_or_refuses_the_operation_closes_its_request()
    {
        await using var house = await HouseAsync(CatalogProvider.Sqlite);
        foreach (var refuse in (bool[])[false, true])
        {
            var id = await house.EnqueueAsync(OperationKind.Mount, new MountRequest("TF0042L8"));
            await house.Operations.InStateAsync(id, OperationState.Waiting);
            var entry = await house.OpenEntryAsync();
            Assert.True(refuse ? await house.Operations.RefuseAsync(id, "ben") : await house.Operations.CancelAsync(id));
            Assert.Equal(refuse ? InboxAnswer.Refused : InboxAnswer.Withdrawn, (await house.Inbox.GetAsync(entry.Id))!.Answer);
            Assert.False(await house.Operations.RefuseAsync(id, "ben"));
        }
    }

    [Fact]
    public async Task What_waits_outlives_its_node()
    {
        Guid id;
        var database = await databases.CreateAsync(CatalogProvider.Sqlite);
        await using (var first = await HouseAsync(database))
        {
            id = await first.EnqueueAsync(OperationKind.Mount, new MountRequest("TF0042L8"));
            await first.Operations.InStateAsync(id, OperationState.Waiting);
        }

        await using var next = await HouseAsync(database);
        Assert.Equal(OperationState.Waiting, (await next.Operations.GetAsync(id))!.State);
        next.Library.AddCartridge("TF0042L8");
        await next.Operations.InStateAsync(id, OperationState.Succeeded);
    }

    [Fact]
    public async Task A_look_that_something_else_cancels_is_not_the_last_one()
    {
        var options = Nodes.Options(await databases.CreateAsync(CatalogProvider.Sqlite));
        options.WaitsForVolumes = true;
        var library = Library();
        await using var house = await House<FailingLibrary>.StartAsync(options, new FailingLibrary(library));
        var id = await house.EnqueueAsync(OperationKind.Mount, new MountRequest("TF0042L8"));
        await house.Operations.InStateAsync(id, OperationState.Waiting);
        await house.OpenEntryAsync();
        house.Library.FailAtInventory(() => new TaskCanceledException("The library did not answer in time."));
        await Eventually.TrueAsync(() => house.Library.Failures > 0, "a look that fails");
        house.Library.FailAtInventory(null);
        library.AddCartridge("TF0042L8");
        await house.Operations.InStateAsync(id, OperationState.Succeeded);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<House<VirtualLibrary>> HouseAsync(CatalogProvider provider, TimeSpan? sweep = null) => await HouseAsync(await databases.CreateAsync(provider), sweep);

    private Task<House<VirtualLibrary>> HouseAsync(CatalogOptions database, TimeSpan? sweep = null)
    {
        var options = Nodes.Options(database);
        options.WaitsForVolumes = true;
        options.SweepInterval = sweep ?? options.SweepInterval;
        return House<VirtualLibrary>.StartAsync(options, Library());
    }

    private VirtualLibrary Library()
    {
        var path = Path.Combine(_folder.FullName, "library");
        return VirtualLibrary.Exists(path) ? VirtualLibrary.Open(path) : VirtualLibrary.Create(path, new VirtualLibraryOptions { Slots = 4, Cartridges = 1, Drives = 1, Capacity = 1 << 20, MaxBlockSize = 4096 });
    }
}
