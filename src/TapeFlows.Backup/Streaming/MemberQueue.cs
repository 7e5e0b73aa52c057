using System.Collections.Concurrent;

namespace TapeFlows.Backup.Streaming;

/// <summary>
/// Members in stream order, from the assembler to the writer. A member is queued before the block that it begins in is published, so that
/// the writer of a block has all members of it.
/// </summary>
internal sealed class MemberQueue
{
    private readonly ConcurrentQueue<Member> _queue = new();

    public void Add(Member member) => _queue.Enqueue(member);

    /// <summary>The next member, if it begins before a point of a segment's tar stream.</summary>
    public bool TryTake(int segment, long before, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Member? member) =>
        _queue.TryPeek(out member)
        && (member.Segment < segment || (member.Segment == segment && member.Start < before))
        && _queue.TryDequeue(out member);

    /// <summary>The next member of whatever is left.</summary>
    public bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Member? member) => _queue.TryDequeue(out member);
}
