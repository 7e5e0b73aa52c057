using TapeFlows.Operations.Inbox;
using TapeFlows.Operations.Notices;

namespace TapeFlows.Server.Data;

/// <summary>What leaves the operators' inbox, and to whom. Passwords and secrets stand in files of their own or in variables, never here.</summary>
internal sealed record NoticeSettings
{
    /// <summary>The password of the mail server; wins over the file.</summary>
    public const string PasswordVariable = "TAPEFLOWS_SMTP_PASSWORD";

    /// <summary>The secret that webhooks are signed with; wins over the file.</summary>
    public const string SecretVariable = "TAPEFLOWS_WEBHOOK_SECRET";

    /// <summary>From how much on an entry is sent.</summary>
    public NoticeSeverity LeastSeverity { get; set; } = NoticeSeverity.Warning;

    /// <summary>Mail; null: none.</summary>
    public MailSettings? Mail { get; set; }

    /// <summary>A webhook; null: none.</summary>
    public WebhookSettings? Webhook { get; set; }

    /// <summary>What happens to a mount request that nobody answers, in order; null: said again after 30 minutes and 2 hours.</summary>
    public IReadOnlyList<EscalationSettings>? Escalation { get; set; }

    /// <summary>Behind the last step it is said again so far apart; 0: never.</summary>
    public int EscalationRepeatMinutes { get; set; } = 240;

    /// <summary>For how long an acknowledged mount request is left alone.</summary>
    public int AcknowledgedForMinutes { get; set; } = 240;

    /// <summary>The options of the inbox.</summary>
    /// <param name="folder">What relative paths of files begin at.</param>
    /// <param name="variable">Reads an environment variable.</param>
    public NoticeOptions ToOptions(DataFolder folder, Func<string, string?> variable)
    {
        var options = new NoticeOptions
        {
            LeastSeverity = LeastSeverity,
            Mail = Mail?.ToOptions(folder, variable(PasswordVariable)),
            Webhook = Webhook is { Url: { } url }
                ? new WebhookOptions { Url = url, Secret = variable(SecretVariable), SecretFile = Webhook.SecretFile is { } file ? folder.In(file) : null }
                : null,
            EscalationRepeat = EscalationRepeatMinutes == 0 ? null : TimeSpan.FromMinutes(EscalationRepeatMinutes),
            AcknowledgedFor = TimeSpan.FromMinutes(AcknowledgedForMinutes),
        };
        if (Escalation is { } steps)
            options.Escalation = [.. steps.Select(step => new EscalationStep(TimeSpan.FromMinutes(step.AfterMinutes), step.To))];
        return options;
    }
}

/// <summary>The mail server.</summary>
internal sealed record MailSettings
{
    public string Server { get; set; } = "";

    public int Port { get; set; } = 587;

    /// <summary>none, starttls or tls.</summary>
    public MailTls Tls { get; set; } = MailTls.StartTls;

    /// <summary>A PEM file with the certificates that alone may have signed the server's; null: those that the machine trusts.</summary>
    public string? CaFile { get; set; }

    public string? User { get; set; }

    /// <summary>A file whose first line is the password.</summary>
    public string? PasswordFile { get; set; }

    public string From { get; set; } = "";

    public IReadOnlyList<string> To { get; set; } = [];

    public MailOptions ToOptions(DataFolder folder, string? password) => new()
    {
        Server = Server,
        Port = Port,
        Tls = Tls,
        CaFile = CaFile is { } ca ? folder.In(ca) : null,
        User = User,
        Password = password,
        PasswordFile = PasswordFile is { } file ? folder.In(file) : null,
        From = From,
        To = To,
    };
}

/// <summary>The webhook.</summary>
internal sealed record WebhookSettings
{
    public Uri? Url { get; set; }

    /// <summary>A file whose first line is the secret.</summary>
    public string? SecretFile { get; set; }
}

/// <summary>A step of escalation.</summary>
internal sealed record EscalationSettings
{
    public int AfterMinutes { get; set; }

    /// <summary>Who gets it from then on, too.</summary>
    public IReadOnlyList<string> To { get; set; } = [];
}
