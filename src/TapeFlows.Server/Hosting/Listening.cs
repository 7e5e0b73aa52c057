using System.Net;
using TapeFlows.Server.Data;

namespace TapeFlows.Server.Hosting;

/// <summary>How the server can be reached.</summary>
internal static class Listening
{
    /// <summary>Has https addresses show the certificate of the settings.</summary>
    /// <exception cref="UsageException">There is an https address and no certificate, or it cannot be used.</exception>
    public static void UseCertificate(this IWebHostBuilder builder, Station station, IEnumerable<string> addresses)
    {
        if (!addresses.Any(address => address.StartsWith("https:", StringComparison.OrdinalIgnoreCase)))
            return;
        if (station.Settings.Server.Certificate is not { } settings)
            throw new UsageException("An https address needs a certificate. Name one in settings.json: \"server\": { \"certificate\": { \"path\": \"server.pem\", \"key_path\": \"server.key\" } }.");
        var certificate = new ServerCertificate(settings, station.Folder, Environment.GetEnvironmentVariable(ServerCertificate.PasswordVariable), station.Clock);
        builder.UseKestrelHttpsConfiguration();
        builder.ConfigureKestrel(kestrel =>
        {
            certificate.Log = kestrel.ApplicationServices.GetRequiredService<ILogger<ServerCertificate>>();
            kestrel.ConfigureHttpsDefaults(certificate.Use);
        });
    }

    /// <summary>Whether somebody on the way can read passwords and tokens: an address without TLS that other machines reach.</summary>
    public static bool IsInTheClear(string address) =>
        Uri.TryCreate(address.Replace("//*", "//0.0.0.0", StringComparison.Ordinal).Replace("//+", "//0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var uri)
        && uri.Scheme == Uri.UriSchemeHttp && !uri.IsLoopback && !(IPAddress.TryParse(uri.Host, out var host) && IPAddress.IsLoopback(host));
}
