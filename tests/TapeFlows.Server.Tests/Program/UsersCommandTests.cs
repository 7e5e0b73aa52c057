using System.Text.Json;
using System.Text.Json.Nodes;
using TapeFlows.Testing;

namespace TapeFlows.Server.Tests.Program;

/// <summary>Users and keys by the command line: the way back for an administrator without a password.</summary>
public sealed class UsersCommandTests(PostgresServer postgres) : IDisposable
{
    private const string Another = "another horse battery";
    private readonly Tapeflows _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public async Task An_administrator_without_a_password_gets_in_again_while_the_server_runs()
    {
        await using var served = await Served.StartAsync(_program);
        Assert.Equal(401, await StatusAsync(served, "admin", Another));
        _program.Run("users", "set-password", "ADMIN", "--password-file", FileWith(Another)).WithCode(0);
        Assert.Equal(200, await StatusAsync(served, "admin", Another));
        Assert.Equal(401, await StatusAsync(served, "admin", Tapeflows.Password));
        _program.Run("users", "add", "olga", "--role", "admin", "--password-file", FileWith(Another)).WithCode(0);
        _program.Run("users", "disable", "admin").WithCode(0);
        Assert.Equal(401, await StatusAsync(served, "admin", Another));

        var token = await TokenAsync(served, "olga");
        var (_, audit) = await served.SendAsync(HttpMethod.Get, "/api/system/audit?action=user.*", body: null, ("Authorization", $"Bearer {token}"));
        var entries = JsonDocument.Parse(audit).RootElement.GetProperty("entries").EnumerateArray().ToList();
        Assert.Equal(["user.update", "user.create", "user.password"], entries.ConvertAll(entry => entry.GetProperty("action").GetString()));
        Assert.All(entries, entry => Assert.Equal($"system user {Environment.UserName}", entry.GetProperty("who").GetString()));
        Assert.DoesNotContain(Another, audit, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Users_are_added_changed_and_removed_and_the_last_administrator_stays(bool onPostgreSql)
    {
        if (onPostgreSql)
        {
            Directory.CreateDirectory(_program.Data);
            var catalog = new JsonObject { ["provider"] = "PostgreSql", ["connection_string"] = await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken) };
            await File.WriteAllTextAsync(Path.Combine(_program.Data, "settings.json"), new JsonObject { ["catalog"] = catalog }.ToJsonString(), TestContext.Current.CancellationToken);
        }

        var file = FileWith(Another);
        Assert.Contains("no users yet", _program.Run("users", "list").WithCode(0).Error, StringComparison.Ordinal);
        _program.Run("users", "add", "boss", "--role", "admin", "--password-file", file).WithCode(0);
        foreach (var arguments in (string[][])[["users", "disable", "boss"], ["users", "remove", "boss"], ["users", "set-role", "boss", "viewer"]])
            Assert.Contains("only administrator", _program.Run(arguments).WithCode(2).Error, StringComparison.Ordinal);
        Assert.Contains("already", _program.Run("users", "add", "BOSS", "--password-file", file).WithCode(2).Error, StringComparison.Ordinal);
        Assert.Contains("10 to 256", _program.Run("users", "set-password", "boss", "--password-file", FileWith("short")).WithCode(2).Error, StringComparison.Ordinal);

        var maria = _program.Run("users", "add", "maria", "--password-file", file, "--json").WithCode(0).Json;
        Assert.Equal("viewer", maria.GetProperty("role").GetString());
        var promoted = _program.Run("users", "set-role", maria.GetProperty("id").GetString()!, "operator", "--editor", "true", "--json").WithCode(0).Json;
        Assert.Equal(("operator", true), (promoted.GetProperty("role").GetString(), promoted.GetProperty("editor").GetBoolean()));
        Assert.False(_program.Run("users", "disable", "maria", "--json").WithCode(0).Json.GetProperty("enabled").GetBoolean());
        Assert.True(_program.Run("users", "enable", "maria", "--json").WithCode(0).Json.GetProperty("enabled").GetBoolean());
        Assert.Contains("maria", _program.Run("users", "list").WithCode(0).Output, StringComparison.Ordinal);
        _program.Run("users", "remove", "maria").WithCode(0);
        Assert.Equal(1, _program.Run("users", "list", "--json").WithCode(0).Json.GetArrayLength());
    }

    [Fact]
    public async Task Users_and_keys_of_a_running_server_are_changed_with_a_key()
    {
        var secret = _program.Run("keys", "add", "admin by key", "--role", "admin", "--days", "1").WithCode(0).Output.Trim();
        Assert.StartsWith("tfk_", secret, StringComparison.Ordinal);
        await using var served = await Served.StartAsync(_program);
        string[] server = ["--server", served.Client.BaseAddress!.ToString(), "--api-key-file", FileWith(secret)];
        Assert.Equal("olga", _program.Run(["users", "add", "olga", "--password-file", FileWith(Another), "--json", .. server]).WithCode(0).Json.GetProperty("username").GetString());
        Assert.Equal(200, await StatusAsync(served, "olga", Another));
        _program.Run(["users", "set-password", "olga", "--password-file", FileWith(Tapeflows.Password), .. server]).WithCode(0);
        Assert.Equal(200, await StatusAsync(served, "olga", Tapeflows.Password));
        Assert.Contains("only administrator", _program.Run(["users", "remove", "admin", .. server]).WithCode(2).Error, StringComparison.Ordinal);
        _program.Run(["users", "remove", "olga", .. server]).WithCode(0);
        var made = _program.Run(["keys", "add", "ci", "--role", "operator", "--json", .. server]).WithCode(0).Json;
        Assert.Equal("key admin by key", made.GetProperty("key").GetProperty("created_by").GetString());
        Assert.Contains("ci", _program.Run(["keys", "list", .. server]).WithCode(0).Output, StringComparison.Ordinal);
        _program.Run(["keys", "remove", "ci", .. server]).WithCode(0);
        Assert.Contains("no key 'ci'", _program.Run(["keys", "remove", "ci", .. server]).WithCode(64).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_is_taken_from_standard_input_and_never_from_the_command_line()
    {
        using var process = _program.Start("users", "add", "maria", "--role", "admin");
        process.StandardInput.WriteLine(Another);
        process.StandardInput.Close();
        var said = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.True(await process.EndAsync("tapeflows users add") == 0, await said);
        _program.Run("users", "set-password", "maria", Another).WithCode(64);
        Assert.Contains("cannot be read", _program.Run("users", "set-password", "maria", "--password-file", "/no/such/file").WithCode(64).Error, StringComparison.Ordinal);
        Assert.Contains("is empty", _program.Run("users", "set-password", "maria", "--password-file", "/dev/null").WithCode(64).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_whose_users_are_no_administrators_makes_its_own_first_one()
    {
        _program.Run("users", "add", "maria", "--password-file", FileWith(Another)).WithCode(0);
        await using var served = await Served.StartAsync(_program);
        Assert.Equal(200, await StatusAsync(served, "admin", Tapeflows.Password));
    }

    private string FileWith(string text)
    {
        var file = Path.Combine(_program.Home, Guid.NewGuid().ToString("N"));
        File.WriteAllText(file, text + "\n");
        return file;
    }

    private static async Task<int> StatusAsync(Served served, string username, string password) => (await served.SendAsync(HttpMethod.Post, "/api/auth/login", new { username, password })).Status;

    private static async Task<string> TokenAsync(Served served, string username)
    {
        var (_, session) = await served.SendAsync(HttpMethod.Post, "/api/auth/login", new { username, password = Another });
        return JsonDocument.Parse(session).RootElement.GetProperty("access_token").GetString()!;
    }
}
