using TapeFlows.Backup.Restore;

namespace TapeFlows.Scenarios.Restoring.Hostile;

/// <summary>
/// Archives that were made to do harm, restored from a cartridge like any other: nothing outside the target changes, what cannot be restored is
/// told, and what is harmless beside it comes back.
/// </summary>
public sealed class HostileArchiveTests
{
    private static readonly string Long = new('n', 300);
    private static readonly string Deep = string.Join('/', Enumerable.Repeat(new string('d', 200), 25));

    public static TheoryData<string> Ways { get; } =
    [
        "../escaped", "a/../../escaped", "a/b/../../../escaped", "..", "./../escaped", "//../escaped", "a/..", "\u001b[31m/../escaped",
    ];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_name_that_leads_upwards_leads_nowhere(string name)
    {
        await using var house = await HouseAsync();
        var report = await RestoreAsync(house, new RawTar().File(name, "evil").File("before", "sound").File("zebra", "sound"));

        AssertNothingEscaped(house);
        Assert.Equal(["before", "zebra"], NamesBelow(house.Target));
        var lost = Assert.Single(report.Lost);
        Assert.NotEmpty(lost.Reason);
        AssertPlain(report);
    }

    [Fact]
    public async Task An_absolute_name_stays_below_the_target()
    {
        await using var house = await HouseAsync();
        var report = await RestoreAsync(house, new RawTar().File(Outside(house) + "/secret", "evil"));

        AssertNothingEscaped(house);
        Assert.Equal(0, report.LostCount);
        Assert.Equal("evil", await File.ReadAllTextAsync(house.Target + Outside(house) + "/secret"));
    }

    [Fact]
    public async Task Nothing_goes_through_a_link_that_came_before_it()
    {
        await using var house = await HouseAsync();
        var report = await RestoreAsync(house, new RawTar()
            .Symbolic("link", Outside(house)).Folder("link/folder").Symbolic("link/more", "/etc").File("link/new", "evil").File("link/secret", "evil")
            .Symbolic("up", "..").File("up/escaped", "evil")
            .File("zebra", "sound"));

        AssertNothingEscaped(house);
        Assert.Equal(["link", "up", "zebra"], NamesBelow(house.Target));
        Assert.Equal(5, report.LostCount);
        Assert.All(report.Lost, lost => Assert.Contains("symbolic link", lost.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_goes_through_a_link_that_was_there_already()
    {
        await using var house = await HouseAsync();
        Directory.CreateDirectory(house.Target);
        File.CreateSymbolicLink(Path.Combine(house.Target, "link"), Outside(house));
        var report = await RestoreAsync(house, new RawTar().Folder("link").File("link/secret", "evil"));

        AssertNothingEscaped(house);
        Assert.Equal(2, report.LostCount);
    }

    [Fact]
    public async Task A_hard_link_to_something_outside_is_not_made()
    {
        await using var house = await HouseAsync();
        string[] targets = [Outside(house) + "/secret", "../outside/secret", "link/secret", "nowhere", "self"];
        var archive = new RawTar().Symbolic("link", Outside(house));
        for (var i = 0; i < targets.Length; i++)
            archive.Hard(targets[i] == "self" ? "self" : $"made{i}", targets[i]);
        var report = await RestoreAsync(house, archive.File("zebra", "sound"));

        AssertNothingEscaped(house);
        Assert.Equal(["link", "zebra"], NamesBelow(house.Target));
        Assert.Equal(targets.Length, report.LostCount);
    }

    [Fact]
    public async Task A_device_node_is_made_only_where_it_is_allowed()
    {
        await using var house = await HouseAsync();
        var archive = new RawTar().Device("null").File("zebra", "sound");
        var report = await RestoreAsync(house, archive, request => request with { DeviceNodes = false });

        Assert.Equal(["zebra"], NamesBelow(house.Target));
        Assert.Contains("device node", Assert.Single(report.Lost).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_of_any_length_are_restored_or_told()
    {
        await using var house = await HouseAsync();
        var report = await RestoreAsync(house, new RawTar().File(Deep + "/end", "sound").File(Long, "too long").File(new string('p', 40_000), "too long").File("zebra", "sound"));

        Assert.Equal(2, report.LostCount);
        Assert.All(report.Lost, lost => Assert.Contains("more than a file system takes", lost.Reason, StringComparison.Ordinal));
        Assert.Equal(2, report.Files);
        Assert.True(File.Exists(Path.Combine(house.Target, "zebra")));
    }

    [Fact]
    public async Task Control_characters_stay_in_names_and_out_of_reports()
    {
        await using var house = await HouseAsync();
        var name = "bell\a\r\n\u001b]0;title\u0007";
        var report = await RestoreAsync(house, new RawTar().File(name, "sound").File(name + Long, "too long").File([0xff, 0xfe, (byte)'x'], "sound"));

        Assert.Equal("sound", await File.ReadAllTextAsync(Path.Combine(house.Target, name)));
        Assert.Equal(2, report.Files);
        Assert.Equal(1, report.LostCount);
        AssertPlain(report);
    }

    [Theory]
    [InlineData("secret\0/../../outside/new")]
    [InlineData(".")]
    [InlineData("/")]
    public async Task What_is_no_name_ends_nothing_but_its_archive(string name)
    {
        await using var house = await HouseAsync();
        var archive = new RawTar().File("-before", "sound").File(name, "evil").File("zebra", "sound");
        var (report, notes) = await BringAndRestoreAsync(house, archive, request => request);

        AssertNothingEscaped(house);
        Assert.True(File.Exists(Path.Combine(house.Target, "-before")));
        Assert.DoesNotContain("secret", NamesBelow(house.Target));
        Assert.True(report.LostCount > 0 || notes.Any(note => note.Contains("archive is damaged", StringComparison.Ordinal)), string.Join('\n', notes));
    }

    [Fact]
    public async Task A_name_that_comes_twice_does_not_turn_a_directory_into_a_way_out()
    {
        await using var house = await HouseAsync();
        var archive = new RawTar().Folder("d").File("d/a", "sound").Symbolic("d", Outside(house)).File("d/secret", "evil").File("zebra", "sound");
        var (_, notes) = await BringAndRestoreAsync(house, archive, request => request);

        AssertNothingEscaped(house);
        Assert.Equal(["a", "secret"], NamesBelow(Path.Combine(house.Target, "d")));
        Assert.True(File.Exists(Path.Combine(house.Target, "zebra")));
        Assert.Contains(notes, note => note.Contains("not the order of a set", StringComparison.Ordinal));
    }

    private static async Task<House> HouseAsync()
    {
        var house = await House.BuildAsync(16 * 1024 * 1024, 8192);
        Directory.CreateDirectory(Outside(house));
        await File.WriteAllTextAsync(Path.Combine(Outside(house), "secret"), "secret");
        return house;
    }

    private static string Outside(House house) => Path.Combine(house.Root, "outside");

    private static async Task<RestoreReport> RestoreAsync(House house, RawTar archive, Func<RestoreRequest, RestoreRequest>? with = null) =>
        (await BringAndRestoreAsync(house, archive, with ?? (request => request))).Report;

    private static async Task<(RestoreReport Report, IReadOnlyList<string> Notes)> BringAndRestoreAsync(
        House house, RawTar archive, Func<RestoreRequest, RestoreRequest> with)
    {
        var rebuilt = await ForeignCartridge.BringAsync(house, archive.End());
        var set = Assert.Single(rebuilt.Sets);
        return (await house.RestoreAsync(with(new RestoreRequest { SetId = set.Id, Target = house.Target })), rebuilt.Notes);
    }

    private static void AssertNothingEscaped(House house)
    {
        Assert.Equal(["secret"], NamesBelow(Outside(house)));
        Assert.Equal("secret", File.ReadAllText(Path.Combine(Outside(house), "secret")));
        Assert.False(File.Exists(Path.Combine(house.Root, "escaped")));
        Assert.False(File.Exists(Path.Combine(Path.GetDirectoryName(house.Root)!, "escaped")));
    }

    // What a terminal shows must be what was meant to be shown.
    private static void AssertPlain(RestoreReport report)
    {
        foreach (var lost in report.Lost)
            Assert.DoesNotContain($"{lost.Path}: {lost.Reason}", char.IsControl);
        Assert.All(report.Warnings, warning => Assert.DoesNotContain(warning, char.IsControl));
    }

    // Links are not followed.
    private static string[] NamesBelow(string folder) =>
        [.. Directory.EnumerateFileSystemEntries(folder, "*", new EnumerationOptions { AttributesToSkip = FileAttributes.None })
            .Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}
