using MimeKit;

namespace TapeFlows.Operations.Notices;

/// <summary>How the way to the mail server is protected.</summary>
public enum MailTls
{
    /// <summary>Not at all: for a server on this host, without a password.</summary>
    None = 1,

    /// <summary>It begins in clear and must turn to TLS (RFC 3207); usual on the ports 25 and 587.</summary>
    StartTls,

    /// <summary>TLS from the first byte (RFC 8314); usual on the port 465.</summary>
    Tls,
}

/// <summary>Notices by mail.</summary>
public sealed class MailOptions
{
    /// <summary>The server.</summary>
    public required string Server { get; set; }

    /// <summary>Its port. Default: 587.</summary>
    public int Port { get; set; } = 587;

    /// <summary>How the way there is protected. Default: STARTTLS.</summary>
    public MailTls Tls { get; set; } = MailTls.StartTls;

    /// <summary>A PEM file with the certificates that alone may have signed the server's; <see langword="null"/>: those that this host trusts.</summary>
    public string? CaFile { get; set; }

    /// <summary>The user to sign in as; <see langword="null"/>: nobody signs in.</summary>
    public string? User { get; set; }

    /// <summary>The password; wins over <see cref="PasswordFile"/>.</summary>
    public string? Password { get; set; }

    /// <summary>A file that holds the password in its first line, read for each mail, so that it can be changed.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>Whom mails come from.</summary>
    public required string From { get; set; }

    /// <summary>Who gets them.</summary>
    public required IReadOnlyList<string> To { get; set; }

    /// <summary>Attachments that are larger together are left where they are, and the mail says so. Default: 10 MiB.</summary>
    public long MaxAttachmentBytes { get; set; } = 10L << 20;

    internal void Validate()
    {
        if (Uri.CheckHostName(Server) == UriHostNameType.Unknown)
            throw new OperationException($"Notices: '{Server}' is not the name of a mail server.");
        if (Port is < 1 or > 65535)
            throw new OperationException($"Notices: the port {Port} of the mail server is not usable: 1 to 65535.");
        if (User is not null && Password is null && PasswordFile is null)
            throw new OperationException($"Notices: the user {User} of the mail server has no password. Name a file that holds it, or set the variable for it.");
        if (User is not null && Tls == MailTls.None)
            throw new OperationException("Notices: a password never goes to a mail server in clear. Choose starttls or tls, or name no user.");
        ValidateAddresses([From], "the sender");
        ValidateAddresses(To, "the mail");
        if (To.Count == 0)
            throw new OperationException("Notices: nobody gets the mail. Name at least one address.");
    }

    internal static void ValidateAddresses(IEnumerable<string> addresses, string of)
    {
        foreach (var address in addresses)
        {
            if (!MailboxAddress.TryParse(address, out var parsed) || !parsed.Address.Contains('@', StringComparison.Ordinal))
                throw new OperationException($"Notices: '{address}' of {of} is not a mail address.");
        }
    }
}
