using TapeFlows.Operations.Inbox;
using TapeFlows.Operations.Model;

namespace TapeFlows.Operations.Notices;

/// <summary>Who hears of an entry, and when it is said again.</summary>
internal sealed class NoticeRoutes(NoticeOptions options)
{
    /// <summary>The notices of an entry in one round.</summary>
    public IEnumerable<NoticeRow> For(InboxRow entry, int round, DateTimeOffset now)
    {
        if (options.Mail is { } mail)
        {
            var to = mail.To.Concat(options.Escalation.Take(round).SelectMany(step => step.To)).Distinct(StringComparer.OrdinalIgnoreCase);
            yield return New("mail", string.Join(", ", to));
        }

        if (options.Webhook is { } webhook)
            yield return New("webhook", webhook.Url.Host);

        NoticeRow New(string channel, string target) => new()
        {
            Id = Guid.CreateVersion7(now),
            EntryId = entry.Id,
            Channel = channel,
            Target = target,
            Round = round,
            State = NoticeState.Waiting,
            CreatedAt = now,
            NextAttemptAt = now,
        };
    }

    /// <summary>Whether an entry leaves the inbox.</summary>
    public bool IsSent(NoticeSeverity severity, bool isAlwaysSent) => isAlwaysSent || severity >= options.LeastSeverity;

    /// <summary>When the next round of an open mount request is; <see langword="null"/>: never.</summary>
    public DateTimeOffset? NextRound(InboxRow entry)
    {
        if (entry.Kind != InboxKind.MountRequest)
            return null;
        return entry.Escalations < options.Escalation.Count
            ? entry.RaisedAt + options.Escalation[entry.Escalations].After
            : (entry.EscalatedAt ?? entry.RaisedAt) + options.EscalationRepeat;
    }

    /// <summary>The same, behind an acknowledgement.</summary>
    public DateTimeOffset? AfterAcknowledgement(InboxRow entry, DateTimeOffset now) =>
        NextRound(entry) is { } next ? (next > now + options.AcknowledgedFor ? next : now + options.AcknowledgedFor) : null;

    /// <summary>When a notice is tried again that was tried so often; <see langword="null"/>: never.</summary>
    public DateTimeOffset? NextAttempt(NoticeDelivery notice, int attempts, DateTimeOffset now)
    {
        var wait = options.RetryAfter * Math.Pow(2, Math.Min(attempts - 1, 30));
        var next = now + (wait < options.LongestRetry ? wait : options.LongestRetry);
        return next - notice.CreatedAt > options.GiveUpAfter ? null : next;
    }
}
