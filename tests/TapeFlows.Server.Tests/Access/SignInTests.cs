using Microsoft.Extensions.DependencyInjection;
using TapeFlows.Server.Access.Users;
using TapeFlows.Server.Tests.Api;
using TapeFlows.Testing;

namespace TapeFlows.Server.Tests.Access;

/// <summary>People sign in, on both databases.</summary>
public sealed class SignInTests(OwnHosts servers) : IClassFixture<OwnHosts>
{
    [Theory]
    [InlineData(ApiHost.Sqlite)]
    [InlineData(ApiHost.PostgreSql)]
    public async Task A_password_gives_a_token_that_says_who_calls(string kind)
    {
        var server = servers[kind];
        await server.AddAsync("Maria", Role.Operator, isEditor: true);

        var session = (await server.LogInAsync("maria")).With(200).Json;

        Assert.Equal("Bearer", session.GetProperty("token_type").GetString());
        Assert.Equal("Maria", session.GetProperty("username").GetString());
        Assert.Equal(8 * 3600, session.GetProperty("expires_in").GetInt32());
        Assert.Equal(["operator"], session.GetProperty("roles").EnumerateArray().Select(x => x.GetString()));
        var permissions = session.GetProperty("permissions").EnumerateArray().Select(x => x.GetString()!).ToList();
        Assert.Contains("tasks:write", permissions);
        Assert.DoesNotContain("*", permissions);
        var me = (await server.With(("Authorization", "Bearer " + session.GetProperty("access_token").GetString())).GetAsync("/api/auth/me")).With(200).Json;
        Assert.Equal("Maria", me.GetProperty("username").GetString());
        Assert.Equal("user", me.GetProperty("kind").GetString());
        Assert.Equal(permissions, me.GetProperty("permissions").EnumerateArray().Select(x => x.GetString()!));
    }

    [Theory]
    [InlineData(ApiHost.Sqlite)]
    [InlineData(ApiHost.PostgreSql)]
    public async Task A_wrong_password_and_a_name_that_nobody_has_are_refused_alike(string kind)
    {
        var server = servers[kind];
        await server.AddAsync("alike", Role.Viewer);

        var wrong = await server.LogInAsync("alike", "something else");
        var nobody = await server.LogInAsync("nobody at all", "something else");

        wrong.Problem(401, "unauthenticated");
        Assert.Equal(wrong.Body, nobody.Body);
        Assert.False(wrong.Json.TryGetProperty("detail", out _));
    }

    [Theory]
    [InlineData(ApiHost.Sqlite)]
    [InlineData(ApiHost.PostgreSql)]
    public async Task Whoever_is_disabled_demoted_or_removed_is_so_at_once(string kind)
    {
        var server = servers[kind];
        var users = server.Services.GetRequiredService<UserList>();
        await server.AddAsync("keeper", Role.Admin);
        var caller = await server.SignInAsync("leaver", Role.Admin);
        var id = (await users.FindForSignInAsync("leaver", default))!.Value.User.Id;
        (await caller.GetAsync("/api/auth/users")).With(200);

        await users.ChangeAsync(id, new UserChange { Role = Role.Viewer }, default);
        (await caller.GetAsync("/api/auth/users")).Problem(403, "forbidden");
        (await caller.GetAsync("/api/auth/me")).With(200);
        await users.ChangeAsync(id, new UserChange { Enabled = false }, default);
        (await caller.GetAsync("/api/auth/me")).Problem(401, "unauthenticated");
        (await server.LogInAsync("leaver")).Problem(401, "unauthenticated");
        // A token of before stays worthless.
        await users.ChangeAsync(id, new UserChange { Enabled = true }, default);
        (await caller.GetAsync("/api/auth/me")).Problem(401, "unauthenticated");
        var again = server.With(("Authorization", "Bearer " + await server.TokenAsync("leaver")));
        (await again.GetAsync("/api/auth/me")).With(200);
        await users.RemoveAsync(id, default);
        (await again.GetAsync("/api/auth/me")).Problem(401, "unauthenticated");
    }

    [Theory]
    [InlineData(ApiHost.Sqlite)]
    [InlineData(ApiHost.PostgreSql)]
    public async Task Another_password_ends_all_sessions_but_the_one_that_it_begins(string kind)
    {
        var server = servers[kind];
        var caller = await server.SignInAsync("changer", Role.Viewer);
        var problem = (await caller.PostAsync("/api/auth/password", """{ "current_password": "not it", "new_password": "another horse battery" }""")).Problem(400, "invalid-fields");
        Assert.True(problem.GetProperty("errors").TryGetProperty("current_password", out _));
        (await caller.PostAsync("/api/auth/password", $$"""{ "current_password": "{{ApiHost.Password}}", "new_password": "short" }""")).Problem(400, "invalid-fields");

        var session = (await caller.PostAsync("/api/auth/password", $$"""{ "current_password": "{{ApiHost.Password}}", "new_password": "another horse battery" }""")).With(200).Json;

        (await caller.GetAsync("/api/auth/me")).Problem(401, "unauthenticated");
        (await server.With(("Authorization", "Bearer " + session.GetProperty("access_token").GetString())).GetAsync("/api/auth/me")).With(200);
        (await server.LogInAsync("changer")).With(401);
        (await server.LogInAsync("changer", "another horse battery")).With(200);
    }

    [Theory]
    [InlineData(ApiHost.Sqlite)]
    [InlineData(ApiHost.PostgreSql)]
    public async Task A_session_goes_on_by_a_new_token(string kind)
    {
        var caller = await servers[kind].SignInAsync("stayer", Role.Viewer);
        var token = (await caller.PostAsync("/api/auth/refresh")).With(200).Json.GetProperty("access_token").GetString();
        (await servers[kind].With(("Authorization", "Bearer " + token)).GetAsync("/api/auth/me")).With(200);
    }

    [Theory]
    [InlineData("Bearer nonsense")]
    [InlineData("Bearer ")]
    [InlineData("Basic YWRtaW46YWRtaW4=")]
    [InlineData("ApiKey tfk_nonsense")]
    [InlineData("Bearer tfk_nonsense")]
    public async Task Credentials_that_are_none_are_refused_without_a_reason(string header)
    {
        var answer = await servers[ApiHost.Sqlite].With(("Authorization", header)).GetAsync("/api/auth/me");
        Assert.False(answer.Problem(401, "unauthenticated").TryGetProperty("detail", out _));
    }

    [Fact]
    public async Task Too_many_attempts_have_to_wait()
    {
        var server = await ApiHost.StartAsync();
        await using var _ = server;
        await server.AddAsync("target", Role.Viewer);
        var client = server.With().Client;
        // At once, so that no wait is over before the next attempt: those count that are still being looked at.
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => client.PostAsync(
            "/api/auth/login", new StringContent($$"""{ "username": "target", "password": "wrong password {{i}}" }""", null, "application/json"), TestContext.Current.CancellationToken)));
        Assert.All(answers, answer => Assert.Contains((int)answer.StatusCode, (int[])[401, 429]));
        var refused = answers.Where(answer => (int)answer.StatusCode == 429).ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, answer => Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60));
        (await server.LogInAsync("another")).Problem(401, "unauthenticated");
    }

    [Fact]
    public async Task A_body_that_is_too_large_or_no_sign_in_is_refused()
    {
        var caller = servers[ApiHost.Sqlite].With();
        (await caller.PostAsync("/api/auth/login", $$"""{ "username": "{{new string('x', 5000)}}", "password": "y" }""")).Problem(413, "too-large");
        (await caller.PostAsync("/api/auth/login", """{ "username": 5 }""")).Problem(400, "invalid-fields");
        (await caller.PostAsync("/api/auth/login", "not JSON")).Problem(400, "malformed-json");
    }
}

/// <summary>Nodes of a cluster take each other's tokens.</summary>
public sealed class ClusterSignInTests(PostgresServer postgres)
{
    [Fact]
    public async Task A_token_of_one_node_is_taken_by_the_other()
    {
        var database = await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await using var one = await ApiHost.StartAsync(database);
        var caller = await one.SignInAsync("roamer", Role.Viewer);
        await using var other = await ApiHost.StartAsync(database);
        var token = await one.TokenAsync("roamer");
        (await other.With(("Authorization", "Bearer " + token)).GetAsync("/api/auth/me")).With(200);
        (await caller.GetAsync("/api/auth/me")).With(200);
        Assert.False(Directory.Exists(one.Station.Folder.KeysFolder));
    }

    [Fact]
    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    public async Task Keys_of_a_single_node_are_its_owners()
    {
        await using var server = await ApiHost.StartAsync();
        await server.SignInAsync("somebody", Role.Viewer);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(server.Station.Folder.KeysFolder));
        Assert.NotEmpty(Directory.GetFiles(server.Station.Folder.KeysFolder, "key-*.xml"));
    }
}
