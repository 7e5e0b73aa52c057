using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using TapeFlows.Operations.Inbox;

namespace TapeFlows.Operations.Notices;

/// <summary>Notices by SMTP: a connection for each mail, since there are few.</summary>
internal sealed class MailChannel(NoticeOptions options, TimeProvider clock) : INoticeChannel
{
    private const int Patience = 30_000;

    public string Name => "mail";

    public async Task SendAsync(InboxEntry entry, NoticeDelivery delivery, CancellationToken cancellationToken)
    {
        if (options.Mail is not { } mail)
            throw new NoticeException("The settings name no mail server any more.");
        using var message = MailText.Write(mail, entry, delivery, clock.GetUtcNow());
        using var client = new SmtpClient { Timeout = Patience };
        try
        {
            Trust(client, mail);
            await client.ConnectAsync(mail.Server, mail.Port, OptionsFor(mail.Tls), cancellationToken);
            if (mail.User is { } user)
                await client.AuthenticateAsync(user, SecretFile.Read(mail.Password, mail.PasswordFile, $"the mail server {mail.Server}"), cancellationToken);
            await client.SendAsync(message, cancellationToken);
        }
        catch (Exception e) when (e is ProtocolException or CommandException or AuthenticationException or SslHandshakeException or ServiceNotAuthenticatedException
            or SocketException or TimeoutException or NotSupportedException or CryptographicException || (e is IOException and not NoticeException))
        {
            throw new NoticeException($"The mail server {mail.Server}:{mail.Port} did not take it: {FirstLine(e.Message)}");
        }

        // The mail is taken: what becomes of the farewell does not matter.
        await LeaveAsync(client, cancellationToken);
    }

    private static async Task LeaveAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancellationToken);
        }
        catch (Exception e) when (e is ProtocolException or CommandException or IOException or SocketException or OperationCanceledException)
        {
            // Said above.
        }
    }

    private static void Trust(SmtpClient client, MailOptions mail)
    {
        // Servers of certificates' owners, who know which are revoked, are often out of a backup host's reach.
        client.CheckCertificateRevocation = false;
        if (mail.CaFile is not { } file)
            return;
        var trusted = new X509Certificate2Collection();
        trusted.ImportFromPemFile(file);
        client.ServerCertificateValidationCallback = (_, certificate, _, errors) =>
        {
            if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
                return false;
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(trusted);
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            return chain.Build(new X509Certificate2(certificate));
        };
    }

    private static SecureSocketOptions OptionsFor(MailTls tls) => tls switch
    {
        MailTls.None => SecureSocketOptions.None,
        MailTls.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.StartTls,
    };

    private static string FirstLine(string message) => message.AsSpan().Trim().ToString().Split('\n')[0].TrimEnd();
}
