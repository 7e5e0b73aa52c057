using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace TapeFlows.Browser.Tests.Running;

/// <summary>The people of these tests: one for each role, and one who reads and edits but runs nothing.</summary>
internal static class Accounts
{
    public const string Admin = "admin";
    public const string Operator = "olga";
    public const string Viewer = "viktor";
    public const string Editor = "edith";

    /// <summary>The password of all of them.</summary>
    public const string Password = "correct horse battery staple";

    /// <summary>The variable by which the server learns that of the first one.</summary>
    public const string PasswordVariable = "TAPEFLOWS_ADMIN_PASSWORD";

    /// <summary>Signs the administrator in, and has the server know the others.</summary>
    public static async Task CreateAsync(HttpClient admin)
    {
        admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await SignInAsync(admin, Admin));
        foreach (var (name, role, editor) in ((string, string, bool)[])[(Operator, "operator", false), (Viewer, "viewer", false), (Editor, "viewer", true)])
        {
            using var answer = await admin.PostAsJsonAsync("/api/auth/users", new { username = name, password = Password, role, editor });
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }
    }

    /// <summary>Ends all sessions of somebody, as a new password does; here it is the old one.</summary>
    public static async Task EndSessionsAsync(HttpClient admin, string name)
    {
        var users = (await admin.GetFromJsonAsync<JsonObject>("/api/auth/users"))!["users"]!.AsArray();
        var id = (string)users.Single(user => (string)user!["username"]! == name)!["id"]!;
        using var answer = await admin.PatchAsJsonAsync($"/api/auth/users/{id}", new { password = Password });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>A session as a tab of the console keeps it.</summary>
    public static async Task<string> SessionAsync(HttpClient client, string name)
    {
        var login = await LoginAsync(client, name);
        return new JsonObject
        {
            ["token"] = (string)login["access_token"]!,
            ["expiresAt"] = DateTimeOffset.UtcNow.AddSeconds((int)login["expires_in"]!).ToUnixTimeMilliseconds(),
            ["username"] = name,
            ["roles"] = login["roles"]!.DeepClone(),
            ["permissions"] = login["permissions"]!.DeepClone(),
        }.ToJsonString();
    }

    private static async Task<string> SignInAsync(HttpClient client, string name) => (string)(await LoginAsync(client, name))["access_token"]!;

    private static async Task<JsonObject> LoginAsync(HttpClient client, string name)
    {
        using var answer = await client.PostAsJsonAsync("/api/auth/login", new { username = name, password = Password });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }
}
