using System.Text.Json;
using System.Text.Json.Nodes;

namespace TapeFlows.Server.Tests.Program;

/// <summary><c>tapeflows workflows</c>: procedures as versioned definitions.</summary>
public sealed class WorkflowsTests : IDisposable
{
    private static readonly string Shipped = Path.Combine(AppContext.BaseDirectory, "workflows");
    private readonly Tapeflows _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void The_shipped_workflows_are_there_once_and_published()
    {
        var lines = List();
        Assert.Equal(["backup-report", "clean-drive", "cleanup", "copy-set", "differential-backup", "full-backup", "health-check", "incremental-backup", "monthly-full-backup", "restore", "retention-check", "verify-media"], lines.Keys.Order(StringComparer.Ordinal));
        Assert.All(lines.Values, line => Assert.Equal(("shipped", 1, 1), (line.GetProperty("origin").GetString(), line.GetProperty("version").GetInt32(), line.GetProperty("published_version").GetInt32())));
        Assert.Equal(1, List()["full-backup"].GetProperty("version").GetInt32());
        Assert.Contains("full-backup", _program.Run("workflows", "list").WithCode(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_edit_is_run_listed_compared_and_can_be_taken_back()
    {
        var file = Edit("full-backup", Words);
        _program.Run("workflows", "import", file).WithCode(0);
        Assert.Equal("edited", List()["full-backup"].GetProperty("origin").GetString());

        var ended = _program.Run("backup", _program.MakeSource("source", ("a", 10))).WithCode(0);
        Assert.Contains("My own words", ended.Error, StringComparison.Ordinal);
        Assert.Contains("your own version 2", ended.Error, StringComparison.Ordinal);

        var change = Assert.Single(_program.Run("workflows", "diff", "full-backup", "--json").WithCode(0).Json.EnumerateArray());
        Assert.Equal(("changed", "activity", "subject"), (Text(change, "kind"), Text(change, "subject"), Text(change, "property")));
        Assert.Contains("My own words", Text(change, "to"), StringComparison.Ordinal);
        Assert.Equal(0, _program.Run("workflows", "diff", "full-backup", "--to", "1", "--json").WithCode(0).Json.GetArrayLength());

        _program.Run("workflows", "import", Path.Combine(Shipped, "full-backup.json")).WithCode(0);
        Assert.Equal(("shipped", 3), (List()["full-backup"].GetProperty("origin").GetString(), List()["full-backup"].GetProperty("published_version").GetInt32()));
    }

    [Fact]
    public void A_difference_names_activities_connections_and_inputs()
    {
        var file = Edit("verify-media", json =>
        {
            var root = json["root"]!;
            var gone = root["activities"]!.AsArray().First(activity => (string)activity!["type"]! == "TapeFlows.Eject")!;
            root["activities"]!.AsArray().Remove(gone);
            foreach (var connection in root["connections"]!.AsArray().Where(connection => connection!.ToJsonString().Contains($"\"{gone["id"]}\"", StringComparison.Ordinal)).ToList())
                root["connections"]!.AsArray().Remove(connection);
            json["inputs"]!.AsArray().Add(new JsonObject { ["type"] = "String", ["name"] = "Ticket", ["displayName"] = "Ticket", ["uiHint"] = "singleline" });
        });
        _program.Run("workflows", "import", file, "--draft").WithCode(0);
        var changes = _program.Run("workflows", "diff", "verify-media", "--to", "2", "--json").WithCode(0).Json.EnumerateArray().ToList();
        Assert.Contains(changes, change => (Text(change, "kind"), Text(change, "subject")) == ("removed", "activity"));
        Assert.Contains(changes, change => (Text(change, "kind"), Text(change, "subject")) == ("removed", "connection"));
        Assert.Contains(changes, change => (Text(change, "kind"), Text(change, "subject"), Text(change, "id")) == ("added", "input", "Ticket"));
        Assert.Contains("+ input Ticket", _program.Run("workflows", "diff", "verify-media", "--from", "1", "--to", "2").WithCode(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_stands_against_publishing_a_file_is_said_and_the_version_in_use_stays()
    {
        var file = Edit("verify-media", json =>
        {
            var root = json["root"]!;
            var way = root["connections"]!.AsArray().First(connection => (string)connection!["source"]!["activity"]! == "start");
            root["connections"]!.AsArray().Remove(way);
        });
        var refused = _program.Run("workflows", "import", file).WithCode(2);
        Assert.Contains("Verify checksum", refused.Error, StringComparison.Ordinal);
        Assert.Contains("no run comes to it", refused.Error, StringComparison.Ordinal);
        Assert.Contains("the version in use stays in use", refused.Error, StringComparison.Ordinal);
        Assert.Contains(_program.Run("workflows", "list", "--json").WithCode(0).Json.EnumerateArray(), line => Text(line, "definition_id") == "verify-media" && line.GetProperty("published_version").GetInt32() == 1);
    }

    [Fact]
    public void An_export_imports_again_and_many_come_from_one_zip()
    {
        _program.Run("workflows", "export", "restore", "--to", _program.Home).WithCode(0);
        var exported = Path.Combine(_program.Home, "restore.json");
        Assert.Equal("restore", (string?)JsonNode.Parse(File.ReadAllText(exported))!["definitionId"]);
        Assert.Equal("restore", _program.Run("workflows", "export", "restore", "--version", "1").WithCode(0).Json.GetProperty("definitionId").GetString());

        var folder = Directory.CreateDirectory(Path.Combine(_program.Home, "many")).FullName;
        foreach (var name in (string[])["one", "two"])
            File.WriteAllText(Path.Combine(folder, name + ".json"), File.ReadAllText(exported).Replace("\"definitionId\": \"restore\"", $"\"definitionId\": \"{name}\"", StringComparison.Ordinal));
        var zip = Path.Combine(_program.Home, "many.zip");
        System.IO.Compression.ZipFile.CreateFromDirectory(folder, zip);
        Assert.Equal(2, _program.Run("workflows", "import", zip, "--json").WithCode(0).Json.GetArrayLength());
        Assert.Equal("own", List()["two"].GetProperty("origin").GetString());
        Assert.Equal(0, _program.Run("workflows", "diff", "restore", "--json").WithCode(0).Json.GetArrayLength());
    }

    [Fact]
    public void A_draft_does_not_run()
    {
        _program.Run("workflows", "import", Edit("full-backup", Words), "--draft").WithCode(0);
        Assert.Equal((2, 1), (List()["full-backup"].GetProperty("version").GetInt32(), List()["full-backup"].GetProperty("published_version").GetInt32()));
        Assert.DoesNotContain("My own words", _program.Run("backup", _program.MakeSource("source", ("a", 10))).WithCode(0).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_shows_its_journal_and_outputs_and_checks_inputs()
    {
        var source = _program.MakeSource("source", ("a", 1000));
        var ended = _program.RunProcess("workflows", "run", "full-backup", "--input", $"sources={source}", "--input", "Verify=all", "--json").WithCode(0);
        Assert.Equal("ok", ended.Json.GetProperty("status").GetString());
        Assert.Equal(1000, ended.Json.GetProperty("outputs").GetProperty("Bytes").GetInt64());
        Assert.Contains("Completed", ended.Error, StringComparison.Ordinal);
        Assert.Contains("TapeFlows.StreamFullBackup", ended.Error, StringComparison.Ordinal);
        Assert.Equal(1, _program.Run("sets", "--json").Json.GetArrayLength());

        Assert.Contains("Sources (list of String)", _program.Run("workflows", "run", "full-backup", "--input", "Nonsense=1").WithCode(64).Error, StringComparison.Ordinal);
        Assert.Contains("Boolean", _program.Run("workflows", "run", "full-backup", "--input", "OneFileSystem=perhaps").WithCode(64).Error, StringComparison.Ordinal);
        _program.Run("workflows", "run", "full-backup", "--input", "Sources").WithCode(64);
        Assert.Contains("nothing to back up", _program.Run("workflows", "run", "full-backup").WithCode(2).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_unknown_or_broken_is_named_and_changes_nothing()
    {
        Assert.Contains("no-such", _program.Run("workflows", "export", "no-such").WithCode(64).Error, StringComparison.Ordinal);
        Assert.Contains("it has 1", _program.Run("workflows", "export", "restore", "--version", "9").WithCode(64).Error, StringComparison.Ordinal);
        _program.Run("workflows", "run", "no-such").WithCode(64);
        _program.Run("workflows", "diff", "no-such").WithCode(64);
        _program.Run("workflows", "import", Path.Combine(_program.Home, "missing.json")).WithCode(64);
        foreach (var (name, text) in ((string, string)[])[("broken.json", "{ \"definitionId\": "), ("list.json", "[]"), ("empty.json", "{}"), ("word.json", "hello"), ("bad.zip", "no zip")])
        {
            var path = Path.Combine(_program.Home, name);
            File.WriteAllText(path, text);
            var good = Edit("full-backup", Words);
            Assert.Contains(path, _program.Run("workflows", "import", good, path).WithCode(2).Error, StringComparison.Ordinal);
        }

        Assert.Equal(1, List()["full-backup"].GetProperty("version").GetInt32());
    }

    private string Edit(string name, Action<JsonObject> edit)
    {
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(Shipped, name + ".json")))!.AsObject();
        edit(json);
        var path = Path.Combine(_program.Home, name + "-edited.json");
        File.WriteAllText(path, json.ToJsonString());
        return path;
    }

    private static void Words(JsonObject json)
    {
        var notice = json["root"]!["activities"]!.AsArray().First(activity => activity!["subject"] is JsonObject subject && subject.ToJsonString().Contains("Full backup finished", StringComparison.Ordinal))!;
        notice["subject"]!["expression"]!["value"] = "My own words";
    }

    private Dictionary<string, JsonElement> List() =>
        _program.Run("workflows", "list", "--json").WithCode(0).Json.EnumerateArray().ToDictionary(line => Text(line, "definition_id"), StringComparer.Ordinal);

    private static string Text(JsonElement element, string property) => element.GetProperty(property).GetString() ?? "";
}
