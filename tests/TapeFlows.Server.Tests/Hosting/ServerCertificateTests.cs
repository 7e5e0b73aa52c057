using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using TapeFlows.Server.Data;
using TapeFlows.Server.Hosting;
using TapeFlows.Server.Output;

namespace TapeFlows.Server.Tests.Hosting;

public sealed class ServerCertificateTests : IDisposable
{
    private readonly DataFolder _folder = new(Directory.CreateTempSubdirectory("tapeflows-tls-").FullName);
    private readonly FakeTimeProvider _clock = new();

    public void Dispose() => Directory.Delete(_folder.Path, recursive: true);

    [Fact]
    public void A_renewed_file_is_taken_within_a_minute_and_an_unusable_one_is_not()
    {
        var first = WritePem("first");
        var certificate = new ServerCertificate(new CertificateSettings { Path = "server.pem", KeyPath = "server.key" }, _folder, password: null, _clock);
        Assert.Equal(first, certificate.Current.TargetCertificate.Thumbprint);

        var second = WritePem("second");
        Assert.Equal(first, certificate.Current.TargetCertificate.Thumbprint);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(second, certificate.Current.TargetCertificate.Thumbprint);

        File.WriteAllText(_folder.In("server.pem"), "half of it");
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(second, certificate.Current.TargetCertificate.Thumbprint);
    }

    [Fact]
    public void A_file_that_is_none_is_told_at_the_start()
    {
        var missing = Assert.Throws<UsageException>(() => new ServerCertificate(new CertificateSettings { Path = "nothing.pfx" }, _folder, password: null, _clock));
        Assert.Contains("nothing.pfx", missing.Message, StringComparison.Ordinal);
        WritePfx("locked", "opensesame");
        var locked = Assert.Throws<UsageException>(() => new ServerCertificate(new CertificateSettings { Path = "server.pfx" }, _folder, "wrong", _clock));
        Assert.DoesNotContain("wrong", locked.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_host_listens_with_it(bool isPem)
    {
        var thumbprint = isPem ? WritePem("localhost") : WritePfx("localhost", password: null);
        var settings = new JsonObject
        {
            ["server"] = new JsonObject
            {
                ["pages"] = false,
                ["certificate"] = isPem ? new JsonObject { ["path"] = "server.pem", ["key_path"] = "server.key" } : new JsonObject { ["path"] = "server.pfx" },
            },
        };
        await File.WriteAllTextAsync(_folder.SettingsFile, settings.ToJsonString(), TestContext.Current.CancellationToken);
        await using var station = await Station.OpenAsync(_folder, new Screen(isJson: false, isQuiet: true, TextWriter.Null, TextWriter.Null, isLive: false), cancellationToken: TestContext.Current.CancellationToken);
        using var log = LogFile.Open(_folder, isVerbose: false, _ => null);
        await using var host = ServeHost.Build(station, "https://127.0.0.1:0", log);
        await host.StartAsync(TestContext.Current.CancellationToken);
        string? shown = null;
#pragma warning disable MA0039 // Which certificate is shown is what is tested; nobody has issued it.
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, certificate, _, _) => (shown = certificate!.Thumbprint) is not null };
#pragma warning restore MA0039
        using var client = new HttpClient(handler) { BaseAddress = new Uri(host.Urls.First()) };
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(thumbprint, shown);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Https_without_a_certificate_is_refused_with_what_to_do()
    {
        await using var station = await Station.OpenAsync(_folder, new Screen(isJson: false, isQuiet: true, TextWriter.Null, TextWriter.Null, isLive: false), cancellationToken: TestContext.Current.CancellationToken);
        using var log = LogFile.Open(_folder, isVerbose: false, _ => null);
        var error = Assert.Throws<UsageException>(() => ServeHost.Build(station, "https://127.0.0.1:0", log));
        Assert.Contains("certificate", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5080", false)]
    [InlineData("http://localhost:5080", false)]
    [InlineData("http://[::1]:5080", false)]
    [InlineData("https://0.0.0.0:5080", false)]
    [InlineData("http://0.0.0.0:5080", true)]
    [InlineData("http://*:5080", true)]
    [InlineData("http://[::]:5080", true)]
    [InlineData("http://backup.example:5080", true)]
    public void Addresses_that_others_reach_without_TLS_are_known(string address, bool isInTheClear) => Assert.Equal(isInTheClear, Listening.IsInTheClear(address));

    private string WritePem(string name)
    {
        using var certificate = Create(name);
        File.WriteAllText(_folder.In("server.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(_folder.In("server.key"), certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        // Two writes within the grain of the file system's clock look like one.
        File.SetLastWriteTimeUtc(_folder.In("server.pem"), DateTime.UtcNow.AddSeconds(name.Length));
        return certificate.Thumbprint;
    }

    private string WritePfx(string name, string? password)
    {
        using var certificate = Create(name);
        File.WriteAllBytes(_folder.In("server.pfx"), certificate.Export(X509ContentType.Pkcs12, password));
        return certificate.Thumbprint;
    }

    private static X509Certificate2 Create(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
