using Elsa.Workflows;
using Elsa.Workflows.Models;
using TapeFlows.Backup;
using TapeFlows.Catalog;
using TapeFlows.Operations.Inbox;
using TapeFlows.Testing;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace TapeFlows.Activities.Tests.Procedures;

/// <summary>The procedures that look after the house, run as they ship, on both databases and cartridges on disk.</summary>
public sealed class UnattendedProcedureTests(PostgresServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(CatalogProvider.Sqlite)]
    [InlineData(CatalogProvider.PostgreSql)]
    public async Task A_cleanup_gives_back_what_nothing_stands_on_and_the_next_backup_writes_there(CatalogProvider provider)
    {
        await using var room = await RoomAsync(provider);
        await room.Catalog.SavePoolAsync(new Pool { Name = "default", Retention = TimeSpan.FromDays(30), Append = false }, Token);
        var source = room.MakeSource(("a", 100_000), ("b", 200_000));
        await BackUpAsync(room, "full-backup", source);
        var (old, first) = (room.Run!.Backup!.SetId, Assert.Single(room.Run.Backup.Volumes));
        room.Clock.Shift = TimeSpan.FromDays(20);
        await File.WriteAllTextAsync(Path.Combine(source, "b"), "changed", Token);
        await BackUpAsync(room, "incremental-backup", source);
        var (on, second) = (room.Run!.Backup!.SetId, Assert.Single(room.Run.Backup.Volumes));
        room.Clock.Shift = TimeSpan.FromDays(35);
        await BackUpAsync(room, "full-backup", source);
        var young = room.Run!.Backup!.SetId;

        // The full set is too old, but a young one stands on it.
        Assert.Equal(0L, Output(await room.RunAsync("cleanup", []), "Expired"));
        room.Clock.Shift = TimeSpan.FromDays(60);
        Assert.Equal(2L, Output(await room.RunAsync("cleanup", new() { ["DryRun"] = true }), "Expired"));
        Assert.NotNull(await room.Catalog.FindSetAsync(old, Token));
        var result = await room.RunAsync("cleanup", []);

        Assert.Equal(2L, Output(result, "Expired"));
        Assert.Null(await room.Catalog.FindSetAsync(old, Token));
        Assert.Null(await room.Catalog.FindSetAsync(on, Token));
        Assert.NotNull(await room.Catalog.FindSetAsync(young, Token));
        foreach (var barcode in (string[])[first, second])
            Assert.Equal(VolumeState.Scratch, (await room.Catalog.FindVolumeAsync(barcode, Token))!.State);

        // What stays can be read, and what is free is written to again.
        await BackUpAsync(room, "full-backup", source);
        Assert.Contains(Assert.Single(room.Run!.Backup!.Volumes), new[] { first, second });
        foreach (var set in (Guid[])[young, room.Run.Backup.SetId])
            Assert.Equal(WorkflowSubStatus.Finished, (await room.RunAsync("verify-media", new() { ["Set"] = set.ToString() })).WorkflowState.SubStatus);
    }

    [Theory]
    [InlineData(CatalogProvider.Sqlite)]
    [InlineData(CatalogProvider.PostgreSql)]
    public async Task The_retention_check_tells_once_what_breaks_its_policy_and_changes_nothing(CatalogProvider provider)
    {
        await using var room = await RoomAsync(provider);
        var source = room.MakeSource(("a", 1000));
        await BackUpAsync(room, "full-backup", source, verify: "none");
        Assert.Equal(0L, Output(await room.RunAsync("retention-check", []), "Findings"));
        room.Clock.Shift = TimeSpan.FromDays(200);

        // Not read back for 180 days, and no complete set for 8.
        Assert.Equal(2L, Output(await room.RunAsync("retention-check", []), "Findings"));
        await room.RunAsync("retention-check", []);

        var entry = Assert.Single((await room.Inbox.ListAsync(new InboxQuery { LeastSeverity = NoticeSeverity.Warning }, Token)).Entries);
        Assert.Equal(("about:retention-check", 2), (entry.Key, entry.Times));
        Assert.Contains("never read back", entry.Text);
        Assert.Contains("no run ended well since", entry.Text);
        Assert.Single(await room.Catalog.ListSetsAsync(new SetQuery(), Token));
    }

    [Fact]
    public async Task A_drive_that_asks_to_be_cleaned_is_found_and_cleaned()
    {
        await using var room = await ProcedureRoom.MakeAsync();
        room.Library.Raise("drive0", Tape.Drives.TapeAlerts.CleanNow | Tape.Drives.TapeAlerts.HardError);
        var probe = new Health.DriveProbe(room.Site);
        Assert.Equal(["drive0", "drive0 HardError"], (await probe.LookAsync(TestContext.Current.CancellationToken)).Select(finding => finding.Subject));
        // The alert was told; dirty it is still.
        Assert.Equal(["drive0"], (await probe.LookAsync(TestContext.Current.CancellationToken)).Select(finding => finding.Subject));

        var asked = await room.RunAsync("clean-drive", new() { ["Drive"] = "drive0" });
        Assert.Equal(WorkflowSubStatus.Faulted, asked.WorkflowState.SubStatus);
        room.Library.RemoveCartridge(room.Library.Inventory().Last(element => element is { Kind: Tape.Changers.ElementKind.Storage, IsFull: true }).Barcode!);
        room.Library.AddCartridge("CLN001L8");
        var cleaned = await room.RunAsync("clean-drive", new() { ["Drive"] = "drive0" });
        Assert.Equal(WorkflowSubStatus.Finished, cleaned.WorkflowState.SubStatus);
        Assert.Empty(await probe.LookAsync(TestContext.Current.CancellationToken));
        Assert.Equal(Tape.Media.CleaningCartridge.Uses - 1, room.Library.FindCartridge("CLN001L8")!.CleaningsLeft);
    }

    [Fact]
    public async Task A_set_that_was_read_back_is_not_reported()
    {
        await using var room = await RoomAsync(CatalogProvider.Sqlite);
        var source = room.MakeSource(("a", 1000));
        await BackUpAsync(room, "full-backup", source, verify: "all");
        room.Clock.Shift = TimeSpan.FromDays(170);
        Assert.Equal(1L, Output(await room.RunAsync("retention-check", []), "Findings"));
    }

    [Theory]
    [InlineData(CatalogProvider.Sqlite)]
    [InlineData(CatalogProvider.PostgreSql)]
    public async Task What_is_ill_is_an_alert_until_it_is_well_again(CatalogProvider provider)
    {
        await using var room = await RoomAsync(provider);
        Assert.Equal(0L, Output(await room.RunAsync("health-check", []), "Findings"));
        var volume = new Volume { Barcode = "TF9999L8", Pool = "default", State = VolumeState.Suspect, Remark = "A write failed." };
        await room.Catalog.SaveVolumeAsync(volume, Token);

        Assert.Equal(1L, Output(await room.RunAsync("health-check", []), "Findings"));
        await room.RunAsync("health-check", []);
        var alert = Assert.Single((await room.Inbox.ListAsync(new InboxQuery { Kind = InboxKind.Alert, IsOpen = true }, Token)).Entries);
        Assert.Equal(("health:library:TF9999L8", 2), (alert.Key, alert.Times));

        await room.Catalog.SaveVolumeAsync(volume with { State = VolumeState.Full }, Token);
        Assert.Equal(0L, Output(await room.RunAsync("health-check", []), "Findings"));
        Assert.Equal(InboxAnswer.Withdrawn, (await room.Inbox.GetAsync(alert.Id, Token))!.Answer);
    }

    [Theory]
    [InlineData(CatalogProvider.Sqlite)]
    [InlineData(CatalogProvider.PostgreSql)]
    public async Task The_report_is_a_page_and_a_table_that_go_out_together(CatalogProvider provider)
    {
        await using var room = await RoomAsync(provider);
        await BackUpAsync(room, "full-backup", room.MakeSource(("a", 1000), ("<b>&", 2000)));
        var set = room.Run!.Backup!.SetId;

        var result = await room.RunAsync("backup-report", []);

        Assert.Equal(WorkflowSubStatus.Finished, result.WorkflowState.SubStatus);
        var entry = (await room.Inbox.ListAsync(new InboxQuery(), Token)).Entries.Single(entry => entry.Subject == "Backup report");
        Assert.Equal([".html", ".csv"], entry.Attachments.Select(Path.GetExtension));
        var page = await File.ReadAllTextAsync(entry.Attachments[0], Token);
        Assert.Contains("1 of 1", page);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        var lines = await File.ReadAllLinesAsync(entry.Attachments[1], Token);
        Assert.Equal(2, lines.Length);
        Assert.StartsWith($"{set},full,complete,default,", lines[1]);
    }

    [Fact]
    public async Task The_monthly_backup_does_nothing_without_sources_and_says_so()
    {
        await using var room = await RoomAsync(CatalogProvider.Sqlite);
        var result = await room.RunAsync("monthly-full-backup", []);
        Assert.Equal(WorkflowSubStatus.Finished, result.WorkflowState.SubStatus);
        Assert.Contains("backup.sources", Assert.Single((await room.Inbox.ListAsync(new InboxQuery(), Token)).Entries).Text);
        Assert.Empty(await room.Catalog.ListSetsAsync(new SetQuery(), Token));
    }

    [Fact]
    public async Task The_monthly_backup_goes_into_a_pool_of_its_own_that_is_kept_for_longer()
    {
        await using var room = await RoomAsync(CatalogProvider.Sqlite);
        await BackUpAsync(room, "monthly-full-backup", room.MakeSource(("a", 1000)));
        var set = Assert.Single(await room.Catalog.ListSetsAsync(new SetQuery(), Token));
        Assert.Equal(("monthly", SetState.Complete), (set.Pool, set.State));
        Assert.InRange(set.ExpiresAt!.Value - set.StartedAt, TimeSpan.FromDays(395), TimeSpan.FromDays(397));
    }

    private async Task<ProcedureRoom> RoomAsync(CatalogProvider provider) => await ProcedureRoom.MakeAsync(
        slots: 6,
        database: provider == CatalogProvider.Sqlite ? null : new CatalogOptions { Provider = provider, ConnectionString = await server.CreateDatabaseAsync(Token) });

    private static async Task BackUpAsync(ProcedureRoom room, string procedure, string source, string verify = "all") =>
        Assert.Equal(
            WorkflowSubStatus.Finished,
            (await room.RunAsync(procedure, new() { ["Sources"] = new[] { source }, ["Verify"] = verify })).WorkflowState.SubStatus);

    private static object? Output(RunWorkflowResult result, string name)
    {
        Assert.Equal(WorkflowSubStatus.Finished, result.WorkflowState.SubStatus);
        return result.WorkflowState.Output.TryGetValue(name, out var value) ? Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture) : null;
    }
}
