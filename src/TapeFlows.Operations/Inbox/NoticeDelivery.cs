namespace TapeFlows.Operations.Inbox;

/// <summary>How far a notice is. The values are stored; they never change.</summary>
public enum NoticeState
{
    /// <summary>To be sent, or to be tried again.</summary>
    Waiting = 1,

    /// <summary>Taken by the server that it was for.</summary>
    Sent = 2,

    /// <summary>Tried for as long as the options allow, in vain. It stands in the inbox all the same.</summary>
    GivenUp = 3,
}

/// <summary>An entry on its way to somebody outside.</summary>
public sealed record NoticeDelivery
{
    /// <summary>Its identity; a webhook gets it with each attempt, to know a repetition by.</summary>
    public required Guid Id { get; init; }

    /// <summary>The entry.</summary>
    public required Guid EntryId { get; init; }

    /// <summary>Which way: <c>mail</c>, <c>webhook</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>To whom, as the channel understands it; for mail addresses with commas between them.</summary>
    public required string Target { get; init; }

    /// <summary>0: the first notice; otherwise which escalation.</summary>
    public int Round { get; init; }

    /// <summary>How far it is.</summary>
    public required NoticeState State { get; init; }

    /// <summary>Attempts so far.</summary>
    public int Attempts { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it is tried next, while it waits.</summary>
    public required DateTimeOffset NextAttemptAt { get; init; }

    /// <summary>When it was taken.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Why the last attempt failed. Holds no secret.</summary>
    public string? Problem { get; init; }
}
