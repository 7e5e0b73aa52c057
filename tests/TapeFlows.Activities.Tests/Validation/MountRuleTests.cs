using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Activities.Flowchart.Activities;
using Elsa.Workflows.Models;
using FsCheck.Fluent;
using TapeFlows.Activities.Tests.Definitions;
using static TapeFlows.Activities.Tests.Validation.Charts;

namespace TapeFlows.Activities.Tests.Validation;

/// <summary>Volumes that stay in the drive.</summary>
public sealed class MountRuleTests(EngineFixture engine) : IClassFixture<EngineFixture>
{
    public static TheoryData<string> Shipped => new(ShippedProcedures.Names);

    [Theory, MemberData(nameof(Shipped))]
    public async Task Nothing_stands_against_what_ships(string name)
    {
        Assert.Empty(await engine.Room.ValidateAsync(engine.Room.Map(engine.Room.Load(name))));
    }

    [Theory]
    [InlineData("streamBackup", "Failed", "Stream full backup ‘")]
    [InlineData("verifyChecksum", "Damaged", "Verify checksum ‘")]
    [InlineData("mountTape", "Done", "ends at: Mount tape ‘")]
    public async Task A_way_that_is_taken_out_of_a_shipped_procedure_is_missed(string source, string outcome, string end)
    {
        var workflow = engine.Room.Map(engine.Room.Load("full-backup"));
        var chart = (Flowchart)workflow.Root;
        chart.Connections = [.. chart.Connections.Where(connection => connection.Source.Activity.Id != source || connection.Source.Port != outcome)];

        var told = (await engine.Room.ValidateAsync(workflow)).Where(error => error.ActivityId == "mountTape").Select(error => error.Message).ToList();

        Assert.Contains(end, Assert.Single(told), StringComparison.Ordinal);
        Assert.Contains($"({outcome})", told[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_that_is_told_and_not_put_away_is_missed_too()
    {
        var errors = await StaysAsync(Of(
            [Mount(), Decision("write"), Eject(), new NotifyOperator { Id = "tell", Subject = new Input<string>("x") }, new Fault { Id = "fault", Name = "fault" }],
            "mount Done write", "write True eject", "write False tell", "tell Done fault"));
        Assert.Contains("Fault ‘fault’", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mount_that_failed_left_nothing_in_the_drive() =>
        Assert.Empty(await StaysAsync(Of([Mount(), Eject(), Line("tell")], "mount Done eject", "mount Failed tell")));

    [Fact]
    public async Task Of_ways_that_are_gone_together_one_has_to_eject()
    {
        Assert.Empty(await StaysAsync(Of([Mount(), Line("tell"), Eject()], "mount Done tell", "mount Done eject")));
        var fork = new FlowFork { Id = "fork", Branches = new Input<ICollection<string>>(["A", "B"]) };
        Assert.Empty(await StaysAsync(Of([Mount(), fork, Line("tell"), Eject()], "mount Done fork", "fork A tell", "fork B eject")));
    }

    [Fact]
    public async Task A_loop_that_only_an_eject_leads_out_of_is_sound() =>
        Assert.Empty(await StaysAsync(Of([Mount(), Decision("again"), Line("work"), Eject()], "mount Done work", "work Done again", "again True work", "again False eject")));

    [Fact]
    public async Task Another_volume_is_another_volume()
    {
        Assert.Single(await StaysAsync(Of([Mount(), Eject("eject", "TF0002L8")], "mount Done eject")));
        Assert.Empty(await StaysAsync(Of([Mount(), Eject("eject", "tf0001L8")], "mount Done eject")));
        Assert.Empty(await StaysAsync(Of([Mount("a", "TF0001L8"), Mount("b", "TF0002L8"), Eject()], "a Done b", "a Failed eject", "b Done eject", "b Failed eject", "b NeedsOperator eject")));
    }

    public static TheoryData<string, bool> Containers => new()
    {
        { "mount eject", true },
        { "mount line", false },
        { "mount if(eject,eject)", true },
        { "mount if(eject,line)", false },
        { "mount if(line,line) eject", true },
        { "if(mount,line) eject", true },
        { "if(mount,line) line", false },
        { "mount foreach(eject)", true },
        { "mount foreach(line)", false },
        { "foreach(mount) eject", true },
        { "mount chart(line,eject)", true },
        { "mount chart(line,line)", false },
        { "chart(line,mount) eject", true },
        { "chart(mount,line) line", false },
        { "mount parallel(line,eject)", true },
        { "mount fault eject", false },
        { "mount if(fault,line) eject", false },
        { "mount chart(line,finish) eject", false },
        { "mount elsewhere", true },
    };

    [Theory, MemberData(nameof(Containers))]
    public async Task Sequences_choices_loops_and_flowcharts_inside_are_seen_through(string outline, bool isSound) =>
        Assert.Equal(isSound ? 0 : 1, (await StaysAsync(new Outline(outline).Read())).Count);

    [Fact]
    public async Task Flowcharts_inside_of_flowcharts_are_soon_seen_through()
    {
        IActivity inner = Decision("deep");
        for (var i = 0; i < 60; i++)
        {
            inner = Of([Line($"l{i}"), inner], $"l{i} Done {inner.Id}", $"{inner.Id} Done l{i}");
            inner.Id = $"chart{i}";
        }

        Assert.Empty(await StaysAsync(Of([Mount(), inner, Eject()], "mount Done " + inner.Id, inner.Id + " Done eject")));
    }

    [Fact]
    public async Task What_is_missed_is_what_walking_all_ways_finds()
    {
        foreach (var drawing in Any.Sample(300, 50))
        {
            var stays = await StaysAsync(drawing.Chart());
            Assert.True(stays.Count == (Walk(drawing) ? 1 : 0), $"{drawing}\n{string.Join('\n', stays)}");
        }
    }

    private async Task<IReadOnlyList<string>> StaysAsync(IActivity root) =>
        [.. (await engine.Room.ValidateAsync(root)).Select(error => error.Message).Where(message => message.Contains("stays in the drive", StringComparison.Ordinal))];

    // Whether there is a way from the mount, with the volume in the drive, to where nothing comes any more.
    private static bool Walk(Drawing drawing)
    {
        var seen = new HashSet<int>();
        return Go(drawing.WaysOf(0).First().Target);

        bool Go(int place)
        {
            if (place < 0)
                return true;
            if (!seen.Add(place) || drawing.Kinds[place] == "eject")
                return false;
            return drawing.Kinds[place] == "end" || drawing.WaysOf(place).Any(way => Go(way.Target));
        }
    }
}
