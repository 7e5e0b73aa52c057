namespace TapeFlows.Operations.Inbox;

/// <summary>
/// What stands there for the operators to read, to acknowledge and to answer: one for all nodes on one database. What a process has posted is there whatever
/// happens to it, and so are the notices that are to be sent of it (<see cref="Notices.NoticeOptions"/>).
/// </summary>
public interface IInbox
{
    /// <summary>
    /// Posts something. What has a key that stands there open is not posted a second time: the entry is raised again, with what is said now.
    /// </summary>
    /// <returns>The entry as it stands.</returns>
    /// <exception cref="OperationException">The post says nothing, or more than an entry may hold.</exception>
    Task<InboxEntry> PostAsync(InboxPost post, CancellationToken cancellationToken = default);

    /// <summary>An entry; <see langword="null"/>: there is none of that identity.</summary>
    Task<InboxEntry?> GetAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>The open entry with a key; <see langword="null"/>: there is none.</summary>
    Task<InboxEntry?> FindOpenAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>A page of entries, newest first, and how many there are of the kind that was asked for.</summary>
    Task<InboxPage> ListAsync(InboxQuery query, CancellationToken cancellationToken = default);

    /// <summary>
    /// Somebody has read it. That closes a message or an alert; a mount request stays until it is answered, and is not escalated for
    /// <see cref="Notices.NoticeOptions.AcknowledgedFor"/>. Acknowledged again it keeps who was first.
    /// </summary>
    /// <returns>The entry as it stands; <see langword="null"/>: there is none of that identity.</returns>
    Task<InboxEntry?> AcknowledgeAsync(Guid id, string by, CancellationToken cancellationToken = default);

    /// <summary>Answers an open entry, which closes it. What is closed keeps its first answer.</summary>
    /// <param name="id">Which.</param>
    /// <param name="answer">What.</param>
    /// <param name="by">Who: a user, or the part of the program that withdraws it.</param>
    /// <param name="remark">What else is to be said; <see langword="null"/>: nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The entry as it stands, and whether this was the answer that counts; <see langword="null"/>: there is none of that identity.</returns>
    Task<(InboxEntry Entry, bool IsFirst)?> AnswerAsync(Guid id, InboxAnswer answer, string by, string? remark = null, CancellationToken cancellationToken = default);

    /// <summary>The notices of an entry: to whom, how often tried, whether sent.</summary>
    Task<IReadOnlyList<NoticeDelivery>> ListNoticesAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Deletes entries that were closed before a moment, and messages of no weight that nobody has closed and that were raised before it.</summary>
    /// <returns>How many.</returns>
    Task<int> PurgeAsync(DateTimeOffset before, CancellationToken cancellationToken = default);
}

/// <summary>
/// Hears of what is posted, raised again, acknowledged, answered and escalated, behind the transaction and on the node where it happened: for what is shown live. It may be
/// missed when a process dies; what must not be missed is asked of the inbox. What it throws is logged and changes nothing.
/// </summary>
public interface IInboxListener
{
    /// <summary>The entry as it stands now.</summary>
    Task OnChangedAsync(InboxEntry entry, CancellationToken cancellationToken);
}
