using TapeFlows.Catalog;
using TapeFlows.Server.Data;
using TapeFlows.Testing;

namespace TapeFlows.Server.Tests.Program;

/// <summary><c>tapeflows serve</c> as a service manager runs it: timers fire, requests start workflows, what waits goes on after a crash.</summary>
public sealed class ServeTests(PostgresServer postgres) : IDisposable
{
    private readonly Tapeflows _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public async Task It_serves_health_is_alone_and_ends_with_0_on_SIGTERM()
    {
        await using var served = await Served.StartAsync(_program);
        Assert.Equal(200, (await served.SendAsync(HttpMethod.Get, "/health")).Status);
        Assert.Contains("Another 'tapeflows serve'", _program.Run("serve", "--urls", "http://127.0.0.1:0").WithCode(2).Error, StringComparison.Ordinal);
        Assert.Equal(0, await served.StopAsync());
        await using var again = await Served.StartAsync(_program);
    }

    [Fact]
    public async Task Timers_and_cron_fire_that_a_command_imports_beside_it_and_stop_when_they_are_replaced()
    {
        await using var served = await Served.StartAsync(_program);
        _program.Run("workflows", "import", FlowFile.Write(_program, "beat", FlowFile.Timer("00:00:01"), FlowFile.WriteLine("tick"))).WithCode(0);
        _program.Run("workflows", "import", FlowFile.Write(_program, "clock", FlowFile.Cron("* * * * * *"), FlowFile.WriteLine("tock"))).WithCode(0);
        var records = new EngineRecords(_program);
        await records.WaitForAsync("beat", instances => instances.Count(status => status == "Finished") >= 2);
        await records.WaitForAsync("clock", instances => instances.Count(status => status == "Finished") >= 2);

        _program.Run("workflows", "import", FlowFile.Write(_program, "beat", FlowFile.Timer("01:00:00"), FlowFile.WriteLine("tick"))).WithCode(0);
        // What was about to fire when it was replaced may still come; then it is silent while the other one fires.
        await Eventually.TrueAsync(
            async () =>
            {
                var (beats, ticks) = ((await records.InstancesAsync("beat")).Count, (await records.InstancesAsync("clock")).Count);
                await records.WaitForAsync("clock", instances => instances.Count > ticks + 3);
                return (await records.InstancesAsync("beat")).Count == beats;
            },
            "the silence of the timer that was replaced");
    }

    [Fact]
    public async Task A_request_is_answered_in_the_same_burst_by_what_a_command_imported_beside_it()
    {
        await using var served = await Served.StartAsync(_program);
        Assert.Equal(404, (await served.SendAsync(HttpMethod.Post, "/workflows/orders/7")).Status);
        _program.Run("workflows", "import", FlowFile.Write(_program, "orders", FlowFile.Endpoint("orders/{id}", "POST"), FlowFile.Answer("({ first: 1 })"))).WithCode(0);
        await Task.Delay(TimeSpan.FromSeconds(1.1));
        Assert.Equal((201, """{"first":1}"""), await served.SendAsync(HttpMethod.Post, "/workflows/orders/7", new { name = "tape" }));

        _program.Run("workflows", "import", FlowFile.Write(_program, "orders", FlowFile.Endpoint("orders/{id}", "POST"), FlowFile.Answer("({ second: 2 })"))).WithCode(0);
        await Task.Delay(TimeSpan.FromSeconds(1.1));
        Assert.Equal((201, """{"second":2}"""), await served.SendAsync(HttpMethod.Post, "/workflows/orders/7"));
        Assert.Equal(405, (await served.SendAsync(HttpMethod.Put, "/workflows/orders/7")).Status);
        Assert.Equal(["Finished", "Finished"], await new EngineRecords(_program).InstancesAsync("orders"));
    }

    [Fact]
    public async Task Endpoints_are_no_open_doors()
    {
        _program.Run("workflows", "import", FlowFile.Write(_program, "open", FlowFile.Endpoint("open", "POST"), FlowFile.Answer("1"))).WithCode(0);
        _program.Run("workflows", "import", FlowFile.Write(_program, "closed", FlowFile.Endpoint("closed", "POST", authorize: true), FlowFile.Answer("1"))).WithCode(0);
        await using var served = await Served.StartAsync(_program);

        Assert.Equal(201, (await served.SendAsync(HttpMethod.Post, "/workflows/open")).Status);
        Assert.Equal(401, (await served.SendAsync(HttpMethod.Post, "/workflows/closed")).Status);
        foreach (var header in ((string, string)[])[("Host", "backup.example"), ("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.example")])
            Assert.Equal(403, (await served.SendAsync(HttpMethod.Post, "/workflows/open", body: null, header)).Status);
        Assert.Single(await new EngineRecords(_program).InstancesAsync("open"));
        Assert.Empty(await new EngineRecords(_program).InstancesAsync("closed"));
    }

    [Theory]
    [InlineData("definitions/x", "definitions")]
    [InlineData("/Instances", "instances")]
    public void Endpoints_are_not_where_the_console_is(string path, string room)
    {
        var refused = _program.Run("workflows", "import", FlowFile.Write(_program, "lost", FlowFile.Endpoint(path, "GET"), FlowFile.Answer("1"))).WithCode(2);
        Assert.Contains($"the path '{path}' is taken, below '{room}' is the console", refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CatalogProvider.Sqlite)]
    [InlineData(CatalogProvider.PostgreSql)]
    public async Task What_waited_for_a_time_when_it_was_killed_goes_on_exactly_once(CatalogProvider provider)
    {
        var database = await UseAsync(provider);
        _program.Run("workflows", "import", FlowFile.Write(
            _program, "later", FlowFile.Endpoint("later", "POST"), FlowFile.WriteLine("before"), FlowFile.Delay("00:00:04"), FlowFile.WriteLine("after"))).WithCode(0);
        var records = new EngineRecords(_program, database);
        await using (var served = await Served.StartAsync(_program))
        {
            Assert.Equal(202, (await served.SendAsync(HttpMethod.Post, "/workflows/later")).Status);
            await records.WaitForAsync("later", instances => instances is ["Suspended"]);
            await served.KillAsync();
        }

        await using (var served = await Served.StartAsync(_program))
        {
            await records.WaitForAsync("later", instances => instances is ["Finished"]);
            await Task.Delay(TimeSpan.FromSeconds(2));
            Assert.Equal(0, await served.StopAsync());
        }

        Assert.Equal(["Finished"], await records.InstancesAsync("later"));
        Assert.Equal(["Started", "Suspended", "Resumed", "Completed"], await records.JournalAsync("later", "Elsa.Delay"));
        Assert.Equal(["Started", "Completed", "Started", "Completed"], await records.JournalAsync("later", "Elsa.WriteLine"));
    }

    [Fact]
    public async Task A_tape_procedure_that_a_request_starts_leaves_the_drive_free()
    {
        var source = _program.MakeSource("source", ("a", 1000));
        // Who asked has the answer before the tape moves: the work is an operation, and goes on whatever becomes of the connection.
        _program.Run("workflows", "import", FlowFile.Write(_program, "save", FlowFile.Endpoint("save", "POST"), FlowFile.Answer("'ok'"), FlowFile.FullBackup(source))).WithCode(0);
        await using var served = await Served.StartAsync(_program);
        Assert.Equal(201, (await served.SendAsync(HttpMethod.Post, "/workflows/save")).Status);
        await EventuallyAsync(() => _program.Run("sets", "--json").Json is var sets && sets.GetArrayLength() > 0 && sets[0].GetProperty("state").GetString() == "complete");
        await EventuallyAsync(() => !_program.Run("library", "--json").WithCode(0).Json.EnumerateArray().Any(
            element => element.GetProperty("kind").GetString() == "drive" && element.TryGetProperty("barcode", out var barcode) && barcode.ValueKind == System.Text.Json.JsonValueKind.String));
    }

    private static Task EventuallyAsync(Func<bool> condition, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(condition))] string what = "") =>
        Eventually.TrueAsync(condition, what);

    private async Task<string?> UseAsync(CatalogProvider provider)
    {
        if (provider == CatalogProvider.Sqlite)
            return null;
        var database = await postgres.CreateDatabaseAsync();
        Directory.CreateDirectory(_program.Data);
        SettingsFile.Write(new DataFolder(_program.Data), new Settings { Catalog = new CatalogSettings { Provider = provider, ConnectionString = database } });
        return database;
    }
}
