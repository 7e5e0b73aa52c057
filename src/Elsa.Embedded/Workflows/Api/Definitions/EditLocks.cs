using System.Collections.Concurrent;

namespace Elsa.Workflows.Api.Definitions;

/// <summary>
/// Lets edits of one definition happen one after the other on this node, and remembers the last one: a tool saves again before it has read the answer to its
/// last save, and is still at the edit before that.
/// </summary>
internal sealed class EditLocks(TimeProvider time)
{
    /// <summary>For how long the same person may save on top of their own last edit without having seen it.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromSeconds(5);

    private const int MaxRemembered = 1000;
    private readonly ConcurrentDictionary<string, Edit> _last = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim[] _locks = Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1)).ToArray();

    /// <summary>Waits for the edits of a definition that others make.</summary>
    public async Task<IDisposable> EnterAsync(string definitionId, CancellationToken cancellationToken)
    {
        var room = _locks[(uint)StringComparer.Ordinal.GetHashCode(definitionId) % _locks.Length];
        await room.WaitAsync(cancellationToken);
        return new Turn(room);
    }

    /// <summary>Remembers an edit.</summary>
    public void Remember(string? caller, string? before, string after)
    {
        if (before is null)
            return;
        if (_last.Count >= MaxRemembered)
            _last.Clear();
        _last[after] = new Edit(caller, before, time.GetTimestamp());
    }

    /// <summary>Whether the caller made the stored edit a moment ago, and began with the same one as now.</summary>
    public bool IsOwnOverlap(string? caller, string stored, string begunWith) =>
        _last.TryGetValue(stored, out var edit) && string.Equals(edit.Before, begunWith, StringComparison.Ordinal)
        && string.Equals(edit.Caller, caller, StringComparison.Ordinal) && time.GetElapsedTime(edit.At) < Overlap;

    private sealed record Edit(string? Caller, string Before, long At);

    private sealed class Turn(SemaphoreSlim room) : IDisposable
    {
        public void Dispose() => room.Release();
    }
}
