using TapeFlows.Operations.Inbox;

namespace TapeFlows.Operations.Notices;

/// <summary>What leaves the inbox, to whom, and what happens when nobody answers. Without a server for mail and a webhook nothing leaves it.</summary>
public sealed class NoticeOptions
{
    /// <summary>From how much on an entry is sent. Default: a warning.</summary>
    public NoticeSeverity LeastSeverity { get; set; } = NoticeSeverity.Warning;

    /// <summary>Mail; <see langword="null"/>: none.</summary>
    public MailOptions? Mail { get; set; }

    /// <summary>A webhook; <see langword="null"/>: none.</summary>
    public WebhookOptions? Webhook { get; set; }

    /// <summary>What happens to a mount request that nobody answers, in order. Default: it is said again after 30 minutes and after 2 hours.</summary>
    public IReadOnlyList<EscalationStep> Escalation { get; set; } = [new(TimeSpan.FromMinutes(30), []), new(TimeSpan.FromHours(2), [])];

    /// <summary>Behind the last step it is said again so far apart; <see langword="null"/>: never. Default: 4 hours.</summary>
    public TimeSpan? EscalationRepeat { get; set; } = TimeSpan.FromHours(4);

    /// <summary>How long an acknowledged mount request is left alone. Default: 4 hours.</summary>
    public TimeSpan AcknowledgedFor { get; set; } = TimeSpan.FromHours(4);

    /// <summary>What is tried again at once, for trouble of a moment. Default: 2 more attempts, 2 and 4 seconds apart.</summary>
    public NoticeRetryOptions Retry { get; set; } = new();

    /// <summary>How long after an attempt in vain the next one follows; each time twice as long. Default: 1 minute.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>At most. Default: 1 hour.</summary>
    public TimeSpan LongestRetry { get; set; } = TimeSpan.FromHours(1);

    /// <summary>After how long a notice is given up that nobody took. Default: 3 days.</summary>
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromDays(3);

    /// <summary>Refuses what cannot work, naming it.</summary>
    /// <exception cref="OperationException">Something is out of range.</exception>
    public void Validate()
    {
        Mail?.Validate();
        Webhook?.Validate();
        Retry.Validate();
        var last = TimeSpan.Zero;
        foreach (var step in Escalation)
        {
            if (step.After <= last || step.After > TimeSpan.FromDays(30))
                throw new OperationException($"Notices: an escalation after {step.After} is not usable: steps are in order, from above 0 to 30 days.");
            MailOptions.ValidateAddresses(step.To, "an escalation");
            last = step.After;
        }

        if (EscalationRepeat is { } repeat && repeat < TimeSpan.FromMinutes(1))
            throw new OperationException($"Notices: an escalation every {repeat} is not usable: at least 1 minute apart.");
        if (AcknowledgedFor < TimeSpan.FromMinutes(1))
            throw new OperationException($"Notices: {AcknowledgedFor} of peace behind an acknowledgement is not usable: at least 1 minute.");
        if (RetryAfter < TimeSpan.FromSeconds(1) || LongestRetry < RetryAfter || GiveUpAfter < RetryAfter)
            throw new OperationException($"Notices: attempts {RetryAfter} to {LongestRetry} apart for {GiveUpAfter} are not usable: from 1 second, and each no less than the first.");
    }
}

/// <summary>A step of escalation.</summary>
/// <param name="After">How long behind the request.</param>
/// <param name="To">Addresses that get it from this step on, besides those that had it before.</param>
public sealed record EscalationStep(TimeSpan After, IReadOnlyList<string> To);

/// <summary>The resilience strategy <c>notices</c>: how often one attempt at a notice asks the server again at once.</summary>
public sealed class NoticeRetryOptions
{
    /// <summary>The name of the strategy, in telemetry.</summary>
    public const string Name = "notices";

    /// <summary>Further attempts, 0 to 10. Default: 2.</summary>
    public int Attempts { get; set; } = 2;

    /// <summary>Before the first of them, 0 to 1 minute; each time twice as long. Default: 2 seconds.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromSeconds(2);

    internal void Validate()
    {
        if (Attempts is < 0 or > 10 || Delay < TimeSpan.Zero || Delay > TimeSpan.FromMinutes(1))
            throw new OperationException($"Notices: {Attempts} further attempts after {Delay} are not usable: 0 to 10, from 0 to 1 minute.");
    }
}
