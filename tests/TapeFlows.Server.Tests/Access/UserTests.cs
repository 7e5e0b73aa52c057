using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TapeFlows.Server.Access.Keys;
using TapeFlows.Server.Access.Users;
using TapeFlows.Server.Tests.Api;

namespace TapeFlows.Server.Tests.Access;

/// <summary>Users and keys by HTTP, and what the audit log says of it.</summary>
public sealed class UserTests(OwnHosts servers) : IClassFixture<OwnHosts>
{
    [Theory]
    [InlineData(ApiHost.Sqlite)]
    [InlineData(ApiHost.PostgreSql)]
    public async Task Administrators_make_change_and_remove_users(string kind)
    {
        var admin = await servers[kind].SignInAsync("boss", Role.Admin);
        var made = (await admin.PostAsync("/api/auth/users", $$"""{ "username": "olga", "password": "{{ApiHost.Password}}", "role": "operator" }""")).With(201);
        Assert.DoesNotContain("hash", made.Body, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("stamp", made.Body, StringComparison.OrdinalIgnoreCase);
        (await admin.PostAsync("/api/auth/users", $$"""{ "username": "OLGA", "password": "{{ApiHost.Password}}" }""")).Problem(409, "conflict");
        (await admin.PostAsync("/api/auth/users", """{ "username": "olga2", "password": "olga2-olga2" }""")).Problem(400, "invalid-fields");
        (await admin.PostAsync("/api/auth/users", $$"""{ "username": "a b", "password": "{{ApiHost.Password}}" }""")).Problem(400, "invalid-fields");

        var changed = (await admin.SendAsync(HttpMethod.Patch, made.Location!, """{ "role": "viewer", "editor": true }""")).With(200).Json;
        Assert.Equal("viewer", changed.GetProperty("role").GetString());
        Assert.True(changed.GetProperty("editor").GetBoolean());
        Assert.Contains("olga", (await admin.GetAsync("/api/auth/users")).With(200).Body);
        (await admin.SendAsync(HttpMethod.Delete, made.Location!, body: null)).With(204);
        (await admin.GetAsync(made.Location!)).Problem(404, "not-found");

        var audit = (await admin.GetAsync("/api/system/audit?target=olga")).With(200).Json;
        Assert.Equal(3, audit.GetProperty("total").GetInt32());
        var entries = audit.GetProperty("entries").EnumerateArray().ToList();
        Assert.Equal(["user.delete", "user.update", "user.create"], entries.Select(entry => entry.GetProperty("action").GetString()));
        Assert.All(entries, entry => Assert.Equal("boss", entry.GetProperty("who").GetString()));
        Assert.All(entries, entry => Assert.Equal("127.0.0.1", entry.GetProperty("address").GetString()));
        Assert.Equal("operator", entries[1].GetProperty("before").GetProperty("role").GetString());
        Assert.Equal("viewer", entries[1].GetProperty("after").GetProperty("role").GetString());
        Assert.Equal(JsonValueKind.Null, entries[2].GetProperty("before").ValueKind);
        Assert.DoesNotContain("battery", (await admin.GetAsync("/api/system/audit")).Body);
        Assert.Equal(2, (await admin.GetAsync("/api/system/audit?target=olga&action=user.*&limit=2&offset=1")).With(200).Json.GetProperty("entries").GetArrayLength());
    }

    [Theory]
    [InlineData(ApiHost.Sqlite)]
    [InlineData(ApiHost.PostgreSql)]
    public async Task Keys_are_told_once_and_do_what_their_role_may(string kind)
    {
        var server = servers[kind];
        var admin = await server.SignInAsync("keeper", Role.Admin);
        var made = (await admin.PostAsync("/api/auth/keys", """{ "name": "monitoring", "expires_in_days": 7 }""")).With(201).Json;
        var secret = made.GetProperty("secret").GetString()!;
        var id = made.GetProperty("key").GetProperty("id").GetString();
        Assert.DoesNotContain(secret, (await admin.GetAsync("/api/auth/keys")).With(200).Body);
        (await admin.PostAsync("/api/auth/keys", """{ "name": "monitoring" }""")).Problem(409, "conflict");

        foreach (var header in new[] { ("Authorization", "ApiKey " + secret), ("Authorization", "Bearer " + secret), ("X-Api-Key", secret) })
        {
            var program = server.With(header);
            var me = (await program.GetAsync("/api/auth/me")).With(200).Json;
            Assert.Equal("key monitoring", me.GetProperty("username").GetString());
            Assert.Equal("key", me.GetProperty("kind").GetString());
            (await program.GetAsync("/api/auth/users")).Problem(403, "forbidden");
            (await program.PostAsync("/api/auth/refresh")).Problem(409, "conflict");
        }

        (await admin.SendAsync(HttpMethod.Delete, $"/api/auth/keys/{id}", body: null)).With(204);
        (await server.With(("X-Api-Key", secret)).GetAsync("/api/auth/me")).Problem(401, "unauthenticated");
    }

    [Theory]
    [InlineData(ApiHost.Sqlite)]
    [InlineData(ApiHost.PostgreSql)]
    public async Task There_is_always_an_administrator(string kind)
    {
        var users = servers[kind].Services.GetRequiredService<UserList>();
        var all = await users.ListAsync(default);
        var last = await users.AddAsync("last", ApiHost.Password, Role.Admin, isEditor: false, default);
        foreach (var other in all.Where(user => user.Role == Role.Admin))
            await users.RemoveAsync(other.Id, default);
        await Assert.ThrowsAsync<Server.Access.AccessException>(() => users.RemoveAsync(last.Id, default));
        await Assert.ThrowsAsync<Server.Access.AccessException>(() => users.ChangeAsync(last.Id, new UserChange { Enabled = false }, default));
        await Assert.ThrowsAsync<Server.Access.AccessException>(() => users.ChangeAsync(last.Id, new UserChange { Role = Role.Operator }, default));
        Assert.Equal(last, (await users.FindAsync(last.Id, default))! with { });
    }

    [Fact]
    public async Task A_key_ends_by_its_time()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UtcNow);
        var keys = new KeyRing(servers[ApiHost.Sqlite].Services.GetRequiredService<Server.Access.Store.AccessTables>(), clock);
        var (_, secret) = await keys.AddAsync("short", Role.Viewer, isEditor: false, days: 1, "tests", default);
        Assert.NotNull(await keys.RecognizeAsync(secret, default));
        clock.Advance(TimeSpan.FromDays(1));
        Assert.Null(await keys.RecognizeAsync(secret, default));
    }
}
