using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using TapeFlows.Server.Data;

namespace TapeFlows.Server.Hosting;

/// <summary>
/// The certificate of a server that listens on https: a PEM file with a key beside it, as ACME clients write them, or a PKCS #12 file. It is read again when it has changed, so that a server
/// that runs for years has the one that is valid. A file that cannot be read then changes nothing.
/// </summary>
internal sealed partial class ServerCertificate
{
    /// <summary>The variable with the password of the key or of the PKCS #12 file: a secret belongs in no file that is backed up.</summary>
    public const string PasswordVariable = "TAPEFLOWS_CERTIFICATE_PASSWORD";

    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(1);

    private readonly string _path;
    private readonly string? _key;
    private readonly string? _password;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private DateTime _written;
    private long _lookedAt;
    private SslStreamCertificateContext _current;

    /// <summary>Reads the certificate.</summary>
    /// <param name="settings">Where it is.</param>
    /// <param name="folder">What relative paths begin at.</param>
    /// <param name="password">See <see cref="PasswordVariable"/>.</param>
    /// <param name="clock">Tells when to look again.</param>
    /// <exception cref="UsageException">It cannot be read, or has no key.</exception>
    public ServerCertificate(CertificateSettings settings, DataFolder folder, string? password, TimeProvider clock)
    {
        _path = folder.In(settings.Path);
        _key = settings.KeyPath is { Length: > 0 } key ? folder.In(key) : null;
        (_password, _clock) = (password, clock);
        try
        {
            (_written, _lookedAt) = (WrittenAt(), clock.GetTimestamp());
            _current = Read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new UsageException($"The certificate {_path} cannot be used: {e.Message} Look at server.certificate in the settings (path; key_path for PEM; a password belongs in {PasswordVariable}).");
        }
    }

    /// <summary>Who looks at a renewed file that cannot be used.</summary>
    public ILogger? Log { get; set; }

    /// <summary>The certificate with its chain.</summary>
    public SslStreamCertificateContext Current
    {
        get
        {
            lock (_gate)
            {
                if (_clock.GetElapsedTime(_lookedAt) >= LookAgain)
                    Renew();
                return _current;
            }
        }
    }

    /// <summary>Has https listeners show it.</summary>
    public void Use(HttpsConnectionAdapterOptions https)
    {
        https.ServerCertificateSelector = (_, _) => Current.TargetCertificate;
        // With what it was issued by, which a selector alone would leave out.
        https.OnAuthenticate = (_, tls) => (tls.ServerCertificateSelectionCallback, tls.ServerCertificateContext) = (null, Current);
    }

    private void Renew()
    {
        _lookedAt = _clock.GetTimestamp();
        try
        {
            var written = WrittenAt();
            if (written == _written)
                return;
            _current = Read();
            _written = written;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            if (Log is { } log)
                LogUnusable(log, e, _path);
        }
    }

    private DateTime WrittenAt() => _key is null ? File.GetLastWriteTimeUtc(_path) : new DateTime(Math.Max(File.GetLastWriteTimeUtc(_path).Ticks, File.GetLastWriteTimeUtc(_key).Ticks), DateTimeKind.Utc);

    private SslStreamCertificateContext Read()
    {
        if (_key is null)
        {
            var bundle = X509CertificateLoader.LoadPkcs12CollectionFromFile(_path, _password);
            var own = bundle.FirstOrDefault(certificate => certificate.HasPrivateKey) ?? throw new CryptographicException("It holds no private key.");
            return SslStreamCertificateContext.Create(own, bundle, offline: true);
        }

        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(_path);
        var certificate = _password is { Length: > 0 } ? X509Certificate2.CreateFromEncryptedPemFile(_path, _password, _key) : X509Certificate2.CreateFromPemFile(_path, _key);
        return SslStreamCertificateContext.Create(certificate, chain, offline: true);
    }

    [LoggerMessage(LogLevel.Error, "The renewed certificate {Path} cannot be used; the old one stays")]
    private static partial void LogUnusable(ILogger log, Exception failure, string path);
}
