using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MimeKit;

namespace TapeFlows.Operations.Tests.Notices;

/// <summary>
/// Debian's aiosmtpd in a process of its own: a real SMTP server that demands STARTTLS and a password, and puts each mail into a file. The certificate is made for the test.
/// </summary>
internal sealed class MailServer : IDisposable
{
    public const string User = "tapeflows";
    public const string Password = "over TLS only";

    // Debian's own, where its packages are.
    private const string Python = "/usr/bin/python3";
    private const string Script = """
        import asyncio, email, os, ssl, sys
        from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
        folder, user, password = sys.argv[1:4]

        class Handler:
            count = 0

            async def handle_DATA(self, server, session, envelope):
                Handler.count += 1
                name = os.path.join(folder, '%04d' % Handler.count)
                with open(name + '.new', 'wb') as file:
                    file.write(b'X-Rcpt: ' + ','.join(envelope.rcpt_tos).encode() + b'\r\n' + envelope.content)
                os.rename(name + '.new', name + '.eml')
                return '250 taken'

        def check(server, session, envelope, mechanism, data):
            good = isinstance(data, LoginPassword) and data.login == user.encode() and data.password == password.encode()
            return AuthResult(success=good, handled=False)

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(os.path.join(folder, 'server.pem'), os.path.join(folder, 'server.key'))

        async def main():
            make = lambda: SMTP(Handler(), hostname='localhost', tls_context=context, require_starttls=True, auth_required=True, authenticator=check)
            server = await asyncio.get_running_loop().create_server(make, '127.0.0.1', 0)
            print(server.sockets[0].getsockname()[1], flush=True)
            # The test that began it is gone when its end of the pipe is.
            await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)

        asyncio.run(main())
        """;

    private readonly Process _process;
    private readonly string _folder;

    private MailServer(Process process, string folder, int port) => (_process, _folder, Port) = (process, folder, port);

    public int Port { get; }

    public string CaFile => Path.Combine(_folder, "server.pem");

    /// <summary>The mails taken so far.</summary>
    public IReadOnlyList<MimeMessage> Mails => [.. Directory.GetFiles(_folder, "*.eml").Order(StringComparer.Ordinal).Select(path => MimeMessage.Load(path))];

    public static bool IsInstalled { get; } = Run(Python, "-c", "import aiosmtpd");

    public static async Task<MailServer> StartAsync()
    {
        Assert.SkipUnless(IsInstalled, "Debian's python3-aiosmtpd is not installed: apt-get install python3-aiosmtpd");
        var folder = Directory.CreateTempSubdirectory("tapeflows-mail-").FullName;
        MakeCertificate(folder);
        var script = Path.Combine(folder, "server.py");
        await File.WriteAllTextAsync(script, Script);
        var start = new ProcessStartInfo(Python, [script, folder, User, Password]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        var process = Process.Start(start)!;
        var port = int.Parse((await process.SayAsync("the port of the mail server"))!, CultureInfo.InvariantCulture);
        return new MailServer(process, folder, port);
    }

    private static void MakeCertificate(string folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(Path.Combine(folder, "server.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "server.key"), key.ExportPkcs8PrivateKeyPem());
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
            return process.End("python, which is asked for aiosmtpd") == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.End("the mail server");
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
