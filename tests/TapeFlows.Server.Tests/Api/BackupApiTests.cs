using System.Formats.Tar;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TapeFlows.Operations;
using TapeFlows.Operations.Inbox;
using TapeFlows.Testing;

namespace TapeFlows.Server.Tests.Api;

/// <summary>What is backed up, and everything around it.</summary>
public sealed class BackupApiTests(ApiHosts hosts, PostgresServer postgres)
{
    public static TheoryData<string> Kinds => ApiHosts.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_was_backed_up_is_listed_planned_and_restored(string kind)
    {
        var host = await hosts.GetAsync(kind, postgres);
        using var tape = await host.TakeTapeAsync();
        var caller = host.As("operator");
        var source = host.MakeSource(bytes: 5000);
        var (run, setId) = await BackUpAsync(caller, source);
        Assert.Contains(run.GetProperty("execution_id").GetString()!, (await caller.GetAsync("/api/backup/tasks?limit=100")).With(200).Body, StringComparison.Ordinal);
        (await caller.PostAsync("/api/backup/tasks", "{}")).Problem(405, "method-not-allowed");

        Assert.Contains((await caller.GetAsync($"/api/backup/sets?root={Uri.EscapeDataString(source)}&type=full&state=complete")).With(200).Json.GetProperty("sets").EnumerateArray(), set => set.GetProperty("id").GetGuid() == setId);
        var set = (await caller.GetAsync($"/api/backup/sets/{setId}")).With(200).Json;
        var volume = Assert.Single(set.GetProperty("volumes").EnumerateArray().ToArray()).GetString()!;
        Assert.Equal("manifest", set.GetProperty("pieces").EnumerateArray().Last().GetProperty("kind").GetString());

        var files = await AllFilesAsync(caller, setId);
        var file = files.Single(item => item.GetProperty("file").GetProperty("path").GetString() == $"{source}/file");
        var detail = (await caller.GetAsync($"/api/backup/files/{file.GetProperty("id").GetString()}")).With(200).Json;
        Assert.Equal((volume, 5000), (detail.GetProperty("volume").GetString(), detail.GetProperty("file").GetProperty("size").GetInt32()));
        Assert.Contains((await caller.GetAsync($"/api/media/volumes/{volume}")).With(200).Json.GetProperty("pieces").EnumerateArray(), piece => piece.GetProperty("set_id").GetGuid() == setId);
        Assert.True((await caller.GetAsync("/api/backup/statistics")).With(200).Json.GetProperty("sets_by_type").GetProperty("full").GetInt32() > 0);

        await using (var tar = await caller.Client.GetStreamAsync($"/api/backup/sets/{setId}/download", TestContext.Current.CancellationToken))
        {
            using var archive = new TarReader(tar);
            var content = new Dictionary<string, byte[]>(StringComparer.Ordinal);
            while (await archive.GetNextEntryAsync(copyData: true, TestContext.Current.CancellationToken) is { } entry)
            {
                using var bytes = new MemoryStream();
                entry.DataStream?.CopyTo(bytes);
                content[entry.Name] = bytes.ToArray();
            }

            Assert.Equal(await File.ReadAllBytesAsync($"{source}/file", TestContext.Current.CancellationToken), content[$"{source[1..]}/file"]);
        }

        var plan = (await caller.PostAsync("/api/backup/restore/plan", $$"""{ "set_id": "{{setId}}", "paths": ["file"] }""")).With(200).Json;
        Assert.Equal((1, volume), (plan.GetProperty("files").GetInt32(), plan.GetProperty("volumes")[0].GetProperty("volume").GetString()));
        Assert.True(plan.GetProperty("estimated_seconds").GetDouble() > 0);
        var target = host.MakeSource();
        var restored = await RunAsync(caller, (await caller.PostAsync("/api/backup/restore", $$"""{ "set_id": "{{setId}}", "target": "{{target}}", "overwrite": "never" }""")).With(202));
        Assert.True(restored.GetProperty("status").GetString() == "success" && File.Exists($"{target}{source}/file"), restored.ToString() + (await caller.GetAsync($"/api/operations?workflow_instance_id={restored.GetProperty("workflow_instance_id").GetString()}")).Body);
        Assert.Equal(await File.ReadAllBytesAsync($"{source}/file", TestContext.Current.CancellationToken), await File.ReadAllBytesAsync($"{target}{source}/file", TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_set_is_copied_to_another_pool(string kind)
    {
        var host = await hosts.GetAsync(kind, postgres);
        using var tape = await host.TakeTapeAsync();
        var caller = host.As("operator");
        var source = host.MakeSource(bytes: 5000);
        var (run, setId) = await BackUpAsync(caller, source);
        Assert.True((await caller.PostAsync($"/api/backup/sets/{setId}/copy", """{ "pool": "not a name" }""")).Problem(400, "invalid-fields").GetProperty("errors").TryGetProperty("pool", out _));
        (await caller.PostAsync($"/api/backup/sets/{Guid.Empty}/copy", """{ "pool": "offsite" }""")).Problem(404, "not-found");

        var copied = await RunAsync(caller, (await caller.PostAsync($"/api/backup/sets/{setId}/copy", """{ "pool": "offsite" }""")).With(202));

        Assert.True(copied.GetProperty("status").GetString() == "success", copied.ToString());
        var copy = Assert.Single((await caller.GetAsync($"/api/backup/sets?pool=offsite&root={Uri.EscapeDataString(source)}")).With(200).Json.GetProperty("sets").EnumerateArray().ToArray());
        Assert.Equal((setId, "complete", run.GetProperty("result").GetProperty("files").GetInt64()), (copy.GetProperty("copy_of").GetGuid(), copy.GetProperty("state").GetString(), copy.GetProperty("files").GetInt64()));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_set_is_downloaded_as_it_was_archived_with_owners_links_and_names_of_any_bytes(string kind)
    {
        var host = await hosts.GetAsync(kind, postgres);
        using var tape = await host.TakeTapeAsync();
        var caller = host.As("operator");
        var source = host.MakeSource(bytes: 20_000_000);
        Shell($"cd '{source}' && ln file second && ln -s file soft && mkfifo pipe && mkdir -m 750 sub && printf x > \"sub/$(printf 'a\\377b')\" && truncate -s 5M sub/hole");
        var (_, setId) = await BackUpAsync(caller, source);
        var folder = Directory.CreateTempSubdirectory("tapeflows-download-");
        try
        {
            await using (var to = File.Create(Path.Combine(folder.FullName, "set.tar")))
            await using (var tar = await caller.Client.GetStreamAsync($"/api/backup/sets/{setId}/download", TestContext.Current.CancellationToken))
                await tar.CopyToAsync(to, TestContext.Current.CancellationToken);

            // Every entry with its kind, mode, owner, size, time and link, as tar itself tells them.
            var listed = Shell($"cd '{folder}' && tar --numeric-owner --quoting-style=escape -tvf set.tar | grep ' {source[1..]}'");
            var expected = Shell($"cd / && tar --sort=name --numeric-owner -cf - '{source[1..]}' | tar --numeric-owner --quoting-style=escape -tvf -");
            Assert.Equal(expected.Split('\n').Select(Columns).Order(StringComparer.Ordinal), listed.Split('\n').Select(Columns).Order(StringComparer.Ordinal));
            Assert.Equal("", Shell($"cd '{folder}' && tar -xf set.tar && diff -r --exclude=pipe '{source}' '.{source}' && cmp '{source}/sub/hole' '.{source}/sub/hole'"));
        }
        finally
        {
            // .NET cannot remove what has a name that is no UTF-8.
            Shell($"rm -rf '{folder}' '{source}'");
        }

        // Whoever goes away after the first bytes ends the reading.
        using (var stop = new CancellationTokenSource())
        {
            using var answer = await caller.Client.GetAsync($"/api/backup/sets/{setId}/download", HttpCompletionOption.ResponseHeadersRead, stop.Token);
            Assert.True(answer.IsSuccessStatusCode);
        }

        await Eventually.TrueAsync(
            async () => !(await caller.GetAsync("/api/operations?active=true&limit=1000")).With(200).Body.Contains("\"send\"", StringComparison.Ordinal),
            "the end of the operation that sends, whose receiver is gone");

        (await caller.GetAsync($"/api/backup/sets/{Guid.Empty}/download")).Problem(404, "not-found");

        static string Columns(string line) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Shell(string script) => StockTool.RunWell("/", "sh", "-c", script).Text.TrimEnd('\n');

    [Fact]
    public async Task A_restore_that_makes_no_sense_is_refused_by_field()
    {
        var caller = (await hosts.GetAsync("SQLite", postgres)).As("operator");
        Assert.True((await caller.PostAsync("/api/backup/restore", "{}")).Problem(400, "invalid-fields").GetProperty("errors").TryGetProperty("target", out _));
        Assert.True((await caller.PostAsync("/api/backup/restore", """{ "target": "/x", "overwrite": "perhaps" }""")).Problem(400, "invalid-fields").GetProperty("errors").TryGetProperty("overwrite", out _));
        (await caller.PostAsync("/api/backup/restore/plan", $$"""{ "set_id": "{{Guid.Empty}}" }""")).Problem(404, "not-found");
        (await caller.PostAsync("/api/backup/restore/plan", """{ "at": "1990-01-01T00:00:00Z" }""")).Problem(409, "conflict");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_library_is_shown_and_a_move_is_an_operation_that_can_be_followed(string kind)
    {
        var host = await hosts.GetAsync(kind, postgres);
        using var tape = await host.TakeTapeAsync();
        var caller = host.As("operator");
        var library = (await caller.GetAsync("/api/library")).With(200).Json.GetProperty("libraries")[0];
        var places = library.GetProperty("places").EnumerateArray().ToArray();
        Assert.Contains(places, place => place.GetProperty("kind").GetString() == "drive");
        var volume = places.Last(place => place.GetProperty("kind").GetString() == "storage" && place.GetProperty("volume").ValueKind == JsonValueKind.String).GetProperty("volume").GetString()!;
        var move = (await caller.PostAsync("/api/library/moves", $$"""{ "volume": "{{volume}}", "to": "import_export" }""")).With(202);
        var events = await caller.Client.GetStringAsync($"{move.Location}/follow", TestContext.Current.CancellationToken);
        var last = JsonDocument.Parse(events.Split('\n').Last(line => line.StartsWith("data: ", StringComparison.Ordinal))[6..]).RootElement;
        Assert.True(last.GetProperty("state").GetString() == "succeeded", events);
        Assert.Contains("event: operation", events, StringComparison.Ordinal);
        Assert.Single((await caller.GetAsync($"{move.Location}/attempts")).With(200).Json.GetProperty("attempts").EnumerateArray());
        var slot = (await caller.GetAsync("/api/library/slots")).With(200).Json.GetProperty("places").EnumerateArray().Single(place => place.GetProperty("volume").GetString() == volume);
        Assert.Equal("import_export", slot.GetProperty("kind").GetString());
        (await caller.PostAsync($"{move.Location}/cancel")).Problem(409, "conflict");
        (await caller.PostAsync("/api/library/moves", """{ "volume": "NONE", "to": "storage" }""")).Problem(400, "invalid-fields");
        await FollowAsync(caller, (await caller.PostAsync("/api/library/moves", $$"""{ "volume": "{{volume}}", "to": "storage" }""")).With(202));
        await FollowAsync(caller, (await caller.PostAsync("/api/library/inventory")).With(202));
        Assert.Equal(2, (await caller.GetAsync("/api/library/drives")).With(200).Json.GetProperty("places").EnumerateArray().Count(place => place.GetProperty("state").GetString() is "empty" or "idle"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_volume_is_labelled_changed_and_learned_from(string kind)
    {
        var host = await hosts.GetAsync(kind, postgres);
        using var tape = await host.TakeTapeAsync();
        var caller = host.As("operator");
        var pool = "p" + Guid.NewGuid().ToString("N")[..8];
        var volumes = (await caller.GetAsync("/api/media/volumes?limit=1000")).With(200).Json.GetProperty("volumes").EnumerateArray();
        var barcode = volumes.Last(volume => volume.GetProperty("state").GetString() == "scratch" && volume.GetProperty("location").GetString()!.StartsWith("slot", StringComparison.Ordinal)).GetProperty("barcode").GetString()!;
        (await caller.PostAsync("/api/library/labels", """{ "volume": "NONE" }""")).Problem(400, "invalid-fields");
        Assert.True((await caller.PostAsync("/api/library/labels", $$"""{ "volume": "{{barcode}}", "gives_up_content": true }""")).Problem(400, "invalid-fields").GetProperty("errors").TryGetProperty("gives_up_content", out _));
        Assert.Equal("succeeded", (await EndAsync(caller, (await caller.PostAsync("/api/library/labels", $$"""{ "volume": "{{barcode}}", "pool": "{{pool}}" }""")).With(202))).GetProperty("state").GetString());

        var path = $"/api/media/volumes/{barcode}";
        var shown = (await caller.GetAsync(path)).With(200);
        Assert.Equal((pool, "scratch"), (shown.Json.GetProperty("volume").GetProperty("pool").GetString(), shown.Json.GetProperty("volume").GetProperty("state").GetString()));
        Assert.StartsWith("slot", shown.Json.GetProperty("volume").GetProperty("location").GetString(), StringComparison.Ordinal);
        var changed = (await caller.SendAsync(HttpMethod.Patch, path, """{ "state": "suspect", "remark": "Fell off the shelf." }""", ("If-Match", shown.ETag!))).With(200);
        Assert.Equal(("suspect", "Fell off the shelf."), (changed.Json.GetProperty("volume").GetProperty("state").GetString(), changed.Json.GetProperty("volume").GetProperty("remark").GetString()));
        (await caller.SendAsync(HttpMethod.Patch, path, """{ "state": "scratch" }""", ("If-Match", shown.ETag!))).Problem(412, "version-mismatch");
        foreach (var refused in (string[])["""{ "state": "unknown" }""", """{ "state": "appendable" }""", """{ "state": "missing" }"""])
            (await caller.SendAsync(HttpMethod.Patch, path, refused)).Problem(409, "conflict");
        (await caller.SendAsync(HttpMethod.Patch, path, """{ "pool": "nowhere" }""")).Problem(400, "invalid-fields");
        (await caller.SendAsync(HttpMethod.Patch, "/api/media/volumes/NONE", """{ "state": "suspect" }""")).Problem(404, "not-found");
        Assert.Equal("scratch", (await caller.SendAsync(HttpMethod.Patch, path, """{ "state": "scratch" }""", ("If-Match", changed.ETag!))).With(200).Json.GetProperty("volume").GetProperty("state").GetString());

        (await caller.PostAsync("/api/library/rebuilds", """{ "volumes": ["NONE"] }""")).Problem(400, "invalid-fields");
        var rebuilt = await EndAsync(caller, (await caller.PostAsync("/api/library/rebuilds", $$"""{ "volumes": ["{{barcode}}"] }""")).With(202));
        Assert.Equal(("succeeded", 0), (rebuilt.GetProperty("state").GetString(), rebuilt.GetProperty("result").GetProperty("sets").GetArrayLength()));
        (await caller.PostAsync("/api/library/drives/none/clean", "{}")).Problem(404, "not-found");
        (await caller.PostAsync("/api/library/drives/drive0/clean", $$"""{ "volume": "{{barcode}}" }""")).Problem(400, "invalid-fields");
        Assert.Equal("needs_operator", (await EndAsync(caller, (await caller.PostAsync("/api/library/drives/drive0/clean", "{}")).With(202))).GetProperty("outcome").GetString());
        var audit = (await host.As("admin").GetAsync("/api/system/audit?limit=200")).With(200).Body;
        Assert.All((string[])["library.label", "volume.change", "library.rebuild", "library.clean"], action => Assert.Contains(action, audit, StringComparison.Ordinal));
    }

    private static async Task<JsonElement> EndAsync(ApiCaller caller, ApiAnswer accepted)
    {
        await caller.Client.GetStringAsync($"{accepted.Location}/follow", TestContext.Current.CancellationToken);
        return (await caller.GetAsync(accepted.Location!)).With(200).Json;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_operation_is_paused_resumed_and_cancelled(string kind)
    {
        var host = await hosts.GetAsync(kind, postgres);
        var caller = host.As("operator");
        var operations = host.Host.Services.GetRequiredService<IOperations>();
        // It waits for a volume that is nowhere, or has failed for it by now: each wish is met, or refused for what it is.
        var run = Guid.NewGuid().ToString();
        var operation = await operations.EnqueueAsync(new OperationRequest { Key = run, Kind = OperationKind.Mount, Run = run, Data = """{"barcode":"NONE"}""" }, TestContext.Current.CancellationToken);
        var path = $"/api/operations/{operation.Id}";
        var accepted = new List<string>();
        foreach (var deed in (string[])["pause", "resume", "cancel"])
        {
            var answer = await caller.PostAsync($"{path}/{deed}");
            if (answer.Status == 202)
                accepted.Add($"operation.{deed}");
            else
                answer.Problem(409, "conflict");
        }

        if ((await caller.GetAsync(path)).With(200).Json.GetProperty("state").GetString() == "paused")
            (await caller.PostAsync($"{path}/cancel")).With(202);
        await foreach (var seen in operations.WatchAsync(operation.Id).Within("a change of the operation"))
            operation = seen;
        Assert.True(operation.State.IsEnd());
        Assert.Contains(operation.Id.ToString(), (await caller.GetAsync($"/api/operations?active=false&workflow_instance_id={run}")).With(200).Body, StringComparison.Ordinal);
        Assert.Equal(accepted, (await host.AuditAsync(operation.Id.ToString())).Select(entry => entry.Action).Take(accepted.Count));
        (await caller.PostAsync($"{path}/cancel")).Problem(409, "conflict");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Pools_are_made_and_changed_by_administrators(string kind)
    {
        var host = await hosts.GetAsync(kind, postgres);
        var name = $"p{Guid.NewGuid():N}"[..12];
        var admin = host.As("admin");
        (await admin.SendAsync(HttpMethod.Put, $"/api/media/pools/{name}", """{ "retention_days": 30, "append": false }""")).With(200);
        var pool = (await admin.GetAsync($"/api/media/pools/{name}")).With(200).Json;
        Assert.Equal((30d, false), (pool.GetProperty("retention_days").GetDouble(), pool.GetProperty("append").GetBoolean()));
        Assert.Contains(name, (await admin.GetAsync("/api/media/pools")).With(200).Body, StringComparison.Ordinal);
        (await admin.SendAsync(HttpMethod.Put, "/api/media/pools/no%20name", "{}")).Problem(400, "invalid-fields");
        Assert.NotEmpty((await admin.GetAsync("/api/media/volumes?state=scratch&limit=2")).With(200).Json.GetProperty("volumes").EnumerateArray());
        Assert.Equal(["pool.create"], (await host.AuditAsync(name)).Select(entry => entry.Action));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_inbox_is_read_acknowledged_and_answered(string kind)
    {
        var host = await hosts.GetAsync(kind, postgres);
        var caller = host.As("operator");
        var inbox = host.Host.Services.GetRequiredService<IInbox>();
        var mark = Guid.NewGuid().ToString("N");
        var message = await inbox.PostAsync(new InboxPost { Kind = InboxKind.Message, Severity = NoticeSeverity.Warning, Subject = "Something", Run = mark }, TestContext.Current.CancellationToken);
        var wanted = await inbox.PostAsync(new InboxPost { Kind = InboxKind.MountRequest, Severity = NoticeSeverity.ActionNeeded, Subject = "A volume, please", Run = mark, Pool = "default" }, TestContext.Current.CancellationToken);
        Assert.Equal(2, (await caller.GetAsync($"/api/operator/messages?open=true&workflow_instance_id={mark}")).With(200).Json.GetProperty("total").GetInt32());
        var request = Assert.Single((await caller.GetAsync($"/api/operator/requests?workflow_instance_id={mark}")).With(200).Json.GetProperty("messages").EnumerateArray().ToArray());
        Assert.Equal(("mount_request", "action_needed"), (request.GetProperty("kind").GetString(), request.GetProperty("severity").GetString()));
        Assert.Equal("key operator", (await caller.PostAsync($"/api/operator/messages/{message.Id}/acknowledge")).With(200).Json.GetProperty("acknowledged_by").GetString());
        var answered = (await caller.PostAsync($"/api/operator/messages/{wanted.Id}/answer", """{ "answer": "refused", "remark": "The safe is closed." }""")).With(200).Json;
        Assert.Equal(("refused", "key operator"), (answered.GetProperty("answer").GetString(), answered.GetProperty("answered_by").GetString()));
        (await caller.PostAsync($"/api/operator/messages/{wanted.Id}/answer", """{ "answer": "done" }""")).Problem(409, "conflict");
        (await caller.GetAsync($"/api/operator/messages/{wanted.Id}/notices")).With(200);
        Assert.Contains(await host.AuditAsync(wanted.Id.ToString()), entry => entry.Action == "message.answer");
    }

    private static async Task<(JsonElement Run, Guid SetId)> BackUpAsync(ApiCaller caller, string source)
    {
        var run = await RunAsync(caller, (await caller.PostAsync("/api/scheduler/tasks/execute-now", $$"""{ "action_config": { "sources": ["{{source}}"] } }""")).With(202));
        return (run, run.GetProperty("result").GetProperty("backup_set_id").GetGuid());
    }

    internal static Task<JsonElement> RunAsync(ApiCaller caller, ApiAnswer accepted) => Eventually.HasAsync(
        async () => (await caller.GetAsync(accepted.Location!)).With(200).Json, run => run.GetProperty("status").GetString() is not ("pending" or "running"), "the end of the run");

    private static async Task FollowAsync(ApiCaller caller, ApiAnswer accepted)
    {
        var events = await caller.Client.GetStringAsync($"{accepted.Location}/follow", TestContext.Current.CancellationToken);
        Assert.Contains("\"state\":\"succeeded\"", events, StringComparison.Ordinal);
    }

    private static async Task<List<JsonElement>> AllFilesAsync(ApiCaller caller, Guid setId)
    {
        var files = new List<JsonElement>();
        for (string? after = null; ;)
        {
            var page = (await caller.GetAsync($"/api/backup/sets/{setId}/files?limit=2&after={after}")).With(200).Json;
            files.AddRange(page.GetProperty("files").EnumerateArray());
            after = page.GetProperty("next").GetString();
            if (after is null)
                return files;
        }
    }
}
