using TapeFlows.Operations.Inbox;

namespace TapeFlows.Operations.Notices;

/// <summary>A way out of the inbox: one file each.</summary>
internal interface INoticeChannel
{
    /// <summary>What <see cref="NoticeDelivery.Channel"/> says.</summary>
    string Name { get; }

    /// <summary>Sends a notice once. A repetition after a crash carries the same identity.</summary>
    /// <exception cref="NoticeException">It was not taken; the message says why, without secrets.</exception>
    Task SendAsync(InboxEntry entry, NoticeDelivery delivery, CancellationToken cancellationToken);
}

/// <summary>A notice was not taken. The message says why, and holds no secret.</summary>
public sealed class NoticeException(string message, Exception? inner = null) : IOException(message, inner);
