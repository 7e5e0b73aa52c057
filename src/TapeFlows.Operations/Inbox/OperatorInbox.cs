using Microsoft.Extensions.Logging;
using TapeFlows.Operations.Notices;

namespace TapeFlows.Operations.Inbox;

/// <summary>The inbox as this node offers it.</summary>
internal sealed partial class OperatorInbox(
    InboxStore store, NoticeStore notices, NoticePump pump, IEnumerable<IInboxListener> listeners, ILogger<OperatorInbox> logger) : IInbox
{
    private const int LongestSubject = 500;
    private const int LongestText = 100_000;
    private const int LongestName = 200;

    public async Task<InboxEntry> PostAsync(InboxPost post, CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrWhiteSpace(post.Subject))
            throw new OperationException("A post in the inbox needs a subject.");
        if (post.Key is { Length: 0 or > LongestName } || post.Run is { Length: > LongestName })
            throw new OperationException($"The key and the run of a post have at most {LongestName} characters.");
        var entry = await store.PostAsync(post with { Subject = OneLine(post.Subject), Text = Cut(post.Text, LongestText) }, cancellationToken);
        pump.Wake();
        await TellAsync(entry, cancellationToken);
        return entry;
    }

    public Task<InboxEntry?> GetAsync(Guid id, CancellationToken cancellationToken = default) => store.FindAsync(id, cancellationToken);

    public Task<InboxEntry?> FindOpenAsync(string key, CancellationToken cancellationToken = default) => store.FindOpenAsync(key, cancellationToken);

    public Task<InboxPage> ListAsync(InboxQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(query.Skip);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Take, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Take, 1000);
        return store.ListAsync(query, cancellationToken);
    }

    public async Task<InboxEntry?> AcknowledgeAsync(Guid id, string by, CancellationToken cancellationToken = default)
    {
        var entry = await store.AcknowledgeAsync(id, Name(by), cancellationToken);
        if (entry is not null)
            await TellAsync(entry, cancellationToken);
        return entry;
    }

    public async Task<(InboxEntry Entry, bool IsFirst)?> AnswerAsync(Guid id, InboxAnswer answer, string by, string? remark = null, CancellationToken cancellationToken = default)
    {
        if (!Enum.IsDefined(answer))
            throw new OperationException($"{answer} is no answer.");
        var answered = await store.AnswerAsync(id, answer, Name(by), remark is null ? null : Cut(remark, LongestText), cancellationToken);
        if (answered is { IsFirst: true })
            await TellAsync(answered.Value.Entry, cancellationToken);
        return answered;
    }

    public Task<IReadOnlyList<NoticeDelivery>> ListNoticesAsync(Guid id, CancellationToken cancellationToken = default) => notices.ListAsync(id, cancellationToken);

    public Task<int> PurgeAsync(DateTimeOffset before, CancellationToken cancellationToken = default) => store.PurgeAsync(before, cancellationToken);

    /// <summary>Escalates what is due, and sends what waits. The sweep of each node does it; a second one at the same time does no harm.</summary>
    internal async Task SweepAsync(CancellationToken cancellationToken)
    {
        foreach (var entry in await store.EscalateAsync(cancellationToken))
            await TellAsync(entry, cancellationToken);
        pump.Wake();
    }

    private async Task TellAsync(InboxEntry entry, CancellationToken cancellationToken)
    {
        foreach (var listener in listeners)
        {
            try
            {
                await listener.OnChangedAsync(entry, cancellationToken);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                LogNotTold(logger, e, entry.Id);
            }
        }
    }

    private static string Name(string by) =>
        by.Length is > 0 and <= LongestName ? by : throw new OperationException($"Who it was has 1 to {LongestName} characters.");

    private static string OneLine(string subject) => Cut(string.Join(' ', subject.Split(['\r', '\n', '\t', '\0'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)), LongestSubject);

    // PostgreSQL keeps no zero characters in texts.
    private static string Cut(string text, int length)
    {
        text = text.Replace("\0", "", StringComparison.Ordinal);
        return text.Length <= length ? text : text[..(length - 1)] + "…";
    }

    [LoggerMessage(LogLevel.Warning, "Who listens to the inbox could not be told of entry {Entry}")]
    private static partial void LogNotTold(ILogger logger, Exception failure, Guid entry);
}
