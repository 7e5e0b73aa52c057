using Microsoft.Extensions.DependencyInjection;
using TapeFlows.Server.Access.Users;
using TapeFlows.Server.Output;
using TapeFlows.Server.Tests.Api;

namespace TapeFlows.Server.Tests.Access;

public sealed class FirstAdminTests : IAsyncLifetime
{
    private readonly StringWriter _said = new();
    private ApiHost _server = null!;

    private string File => FirstAdmin.FileIn(_server.Station.Folder);

    public async ValueTask InitializeAsync() => _server = await ApiHost.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private Task EnsureAsync(string? given) => new FirstAdmin(
        _server.Services.GetRequiredService<UserList>(), _server.Station.Folder, new Screen(isJson: false, isQuiet: true, TextWriter.Null, _said, isLive: false))
        .EnsureAsync(name => name == FirstAdmin.Variable ? given : null, TestContext.Current.CancellationToken);

    [Fact]
    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    public async Task A_password_that_nobody_chose_is_told_once_and_kept_for_the_owner_until_it_is_changed()
    {
        await EnsureAsync(given: null);
        var password = (await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken)).Trim();
        Assert.Contains(password, _said.ToString(), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        var said = _said.ToString();
        await EnsureAsync(given: null);
        Assert.Equal(said, _said.ToString());

        var admin = _server.With(("Authorization", "Bearer " + await _server.TokenAsync("admin", password)));
        (await admin.GetAsync("/api/auth/users")).With(200);
        (await admin.PostAsync("/api/auth/password", $$"""{ "current_password": "{{password}}", "new_password": "{{ApiHost.Password}}" }""")).With(200);
        Assert.False(System.IO.File.Exists(File));
        Assert.DoesNotContain(password, string.Concat(Directory.GetFiles(_server.Station.Folder.LogsFolder).Select(ReadShared)));
    }

    [Fact]
    public async Task A_given_password_is_taken_and_told_nowhere()
    {
        await EnsureAsync(ApiHost.Password);
        Assert.False(System.IO.File.Exists(File));
        Assert.DoesNotContain(ApiHost.Password, _said.ToString(), StringComparison.Ordinal);
        await _server.TokenAsync("admin");
    }

    [Fact]
    public async Task A_given_password_that_is_none_is_refused()
    {
        var error = await Assert.ThrowsAsync<UsageException>(() => EnsureAsync("short"));
        Assert.Contains(FirstAdmin.Variable, error.Message, StringComparison.Ordinal);
    }

    private static string ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }
}
