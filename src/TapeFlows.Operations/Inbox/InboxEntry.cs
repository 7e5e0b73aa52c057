namespace TapeFlows.Operations.Inbox;

/// <summary>What kind of thing stands in the inbox. The values are stored; they never change.</summary>
public enum InboxKind
{
    /// <summary>Something a procedure says.</summary>
    Message = 1,

    /// <summary>Something the program noticed by itself: a task that failed or takes too long, resources that run short.</summary>
    Alert = 2,

    /// <summary>An operation waits for a volume that no library has.</summary>
    MountRequest = 3,
}

/// <summary>How much it matters. The values are stored; they never change.</summary>
public enum NoticeSeverity
{
    /// <summary>Worth knowing.</summary>
    Information = 1,

    /// <summary>Something is not as it should be; the run went on.</summary>
    Warning = 2,

    /// <summary>The run could not do its work.</summary>
    Error = 3,

    /// <summary>The run can go on only after a person has done something, for example inserted a cartridge.</summary>
    ActionNeeded = 4,
}

/// <summary>What came of it. The values are stored; they never change.</summary>
public enum InboxAnswer
{
    /// <summary>A person has done what was asked for.</summary>
    Done = 1,

    /// <summary>A person will not do it: what waits for it fails.</summary>
    Refused = 2,

    /// <summary>Nobody needs it any more: the volume appeared by itself, or what waited has ended.</summary>
    Withdrawn = 3,
}

/// <summary>What is posted.</summary>
public sealed record InboxPost
{
    /// <summary>Message, alert or mount request.</summary>
    public required InboxKind Kind { get; init; }

    /// <summary>How much it matters.</summary>
    public required NoticeSeverity Severity { get; init; }

    /// <summary>One line, 1 to 500 characters; longer ones are cut.</summary>
    public required string Subject { get; init; }

    /// <summary>What happened, to what, what was kept, what to do. May be empty. At most 100,000 characters; longer ones are cut.</summary>
    public string Text { get; init; } = "";

    /// <summary>Says that two posts are about the same thing, for example <c>disk:/data</c>; at most 200 characters. <see langword="null"/>: each is one of its own.</summary>
    public string? Key { get; init; }

    /// <summary>The run that says it; <see langword="null"/>: none.</summary>
    public string? Run { get; init; }

    /// <summary>The operation that waits; <see langword="null"/>: none.</summary>
    public Guid? OperationId { get; init; }

    /// <summary>The pool of which a volume is asked for; <see langword="null"/>: none.</summary>
    public string? Pool { get; init; }

    /// <summary>The volume that is asked for; <see langword="null"/>: none in particular.</summary>
    public string? Barcode { get; init; }

    /// <summary>Absolute paths of files that are sent along by mail, for example a report.</summary>
    public IReadOnlyList<string> Attachments { get; init; } = [];

    /// <summary>Whether it is sent however little it matters: a report that somebody waits for. Default: from <see cref="Notices.NoticeOptions.LeastSeverity"/>.</summary>
    public bool IsAlwaysSent { get; init; }
}

/// <summary>What stands in the inbox.</summary>
public sealed record InboxEntry
{
    /// <summary>Its identity; by time.</summary>
    public required Guid Id { get; init; }

    /// <summary>See <see cref="InboxPost.Kind"/>.</summary>
    public required InboxKind Kind { get; init; }

    /// <summary>See <see cref="InboxPost.Severity"/>.</summary>
    public required NoticeSeverity Severity { get; init; }

    /// <summary>See <see cref="InboxPost.Subject"/>.</summary>
    public required string Subject { get; init; }

    /// <summary>See <see cref="InboxPost.Text"/>.</summary>
    public required string Text { get; init; }

    /// <summary>See <see cref="InboxPost.Key"/>.</summary>
    public string? Key { get; init; }

    /// <summary>See <see cref="InboxPost.Run"/>.</summary>
    public string? Run { get; init; }

    /// <summary>See <see cref="InboxPost.OperationId"/>.</summary>
    public Guid? OperationId { get; init; }

    /// <summary>See <see cref="InboxPost.Pool"/>.</summary>
    public string? Pool { get; init; }

    /// <summary>See <see cref="InboxPost.Barcode"/>.</summary>
    public string? Barcode { get; init; }

    /// <summary>See <see cref="InboxPost.Attachments"/>.</summary>
    public IReadOnlyList<string> Attachments { get; init; } = [];

    /// <summary>When it was posted.</summary>
    public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>When it was said the last time.</summary>
    public required DateTimeOffset LastRaisedAt { get; init; }

    /// <summary>How often it was said, from 1.</summary>
    public int Times { get; init; } = 1;

    /// <summary>How often it was said again to somebody because nobody answered.</summary>
    public int Escalations { get; init; }

    /// <summary>When it was escalated the last time.</summary>
    public DateTimeOffset? EscalatedAt { get; init; }

    /// <summary>When it will be escalated; <see langword="null"/>: never.</summary>
    public DateTimeOffset? EscalatesAt { get; init; }

    /// <summary>When somebody said that he read it.</summary>
    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>Who.</summary>
    public string? AcknowledgedBy { get; init; }

    /// <summary>When it was answered.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>Who answered.</summary>
    public string? AnsweredBy { get; init; }

    /// <summary>What the answer was.</summary>
    public InboxAnswer? Answer { get; init; }

    /// <summary>What else the answer said.</summary>
    public string? Remark { get; init; }

    /// <summary>When it was acknowledged or answered for good; <see langword="null"/>: it is open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Whether somebody still has to read or answer it.</summary>
    public bool IsOpen => ClosedAt is null;
}

/// <summary>Which entries to list.</summary>
public sealed record InboxQuery
{
    /// <summary>Only of this kind.</summary>
    public InboxKind? Kind { get; init; }

    /// <summary>Only open ones, or only closed ones.</summary>
    public bool? IsOpen { get; init; }

    /// <summary>Only what matters at least so much.</summary>
    public NoticeSeverity? LeastSeverity { get; init; }

    /// <summary>Only of this run.</summary>
    public string? Run { get; init; }

    /// <summary>Only of this operation.</summary>
    public Guid? OperationId { get; init; }

    /// <summary>How many to pass over, for paging.</summary>
    public int Skip { get; init; }

    /// <summary>Page length, 1 to 1000.</summary>
    public int Take { get; init; } = 100;
}

/// <summary>A page of the inbox.</summary>
/// <param name="Entries">Newest first.</param>
/// <param name="Total">How many there are on all pages.</param>
public sealed record InboxPage(IReadOnlyList<InboxEntry> Entries, int Total);
