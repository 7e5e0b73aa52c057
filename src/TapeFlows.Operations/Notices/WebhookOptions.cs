namespace TapeFlows.Operations.Notices;

/// <summary>Notices by a POST to an address, signed (<see cref="WebhookSignature"/>).</summary>
public sealed class WebhookOptions
{
    /// <summary>The address, http or https. It stands in no log, because it may hold a secret of its own.</summary>
    public required Uri Url { get; set; }

    /// <summary>The secret that the signature is made with; wins over <see cref="SecretFile"/>.</summary>
    public string? Secret { get; set; }

    /// <summary>A file that holds the secret in its first line, read for each notice, so that it can be changed.</summary>
    public string? SecretFile { get; set; }

    /// <summary>How long an answer may take, 1 second to 5 minutes. Default: 15 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    internal void Validate()
    {
        if (!Url.IsAbsoluteUri || Url.Scheme is not ("http" or "https"))
            throw new OperationException("Notices: the address of the webhook is none: it begins with https:// or http://.");
        if (Secret is null && SecretFile is null)
            throw new OperationException("Notices: the webhook has no secret to sign with. Name a file that holds it, or set the variable for it.");
        if (Timeout < TimeSpan.FromSeconds(1) || Timeout > TimeSpan.FromMinutes(5))
            throw new OperationException($"Notices: {Timeout} for an answer of the webhook is not usable: 1 second to 5 minutes.");
    }
}
