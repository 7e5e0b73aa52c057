using TapeFlows.Backup.Archive;
using TapeFlows.Backup.Reading;
using TapeFlows.Backup.Restore.Target;

namespace TapeFlows.Backup.Restore;

/// <summary>Restores the wanted entries of one set, in tape order. On a thread of its own.</summary>
internal sealed class SetRestore : IDisposable
{
    private const int SmallFile = 256 * 1024;
    private const int LinksAtOnce = 4096;
    private const int ContentsAtOnce = 256;
    private readonly MemberFinder _finder;
    private readonly RestoreTarget _target;
    private readonly FilePlacing _placing;
    private readonly FileWriters _writers;
    private readonly ContentDigest _digest = new();
    private readonly Action<int> _passed;
    private readonly CancellationToken _cancellationToken;
    private readonly List<WantedFile> _links = [];
    private readonly List<WantedFile> _needContent = [];

    /// <param name="finder">Finds the set's members.</param>
    /// <param name="target">Where to.</param>
    /// <param name="placing">Decides and tells.</param>
    /// <param name="writers">How many threads write small files.</param>
    /// <param name="passed">Told of content bytes of large files in passing.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public SetRestore(MemberFinder finder, RestoreTarget target, FilePlacing placing, int writers, Action<int> passed, CancellationToken cancellationToken)
    {
        (_finder, _target, _placing, _passed, _cancellationToken) = (finder, target, placing, passed, cancellationToken);
        _writers = new FileWriters(writers, placing, cancellationToken);
    }

    /// <summary>Restores until the rows end, or until so many links need content of their own that it is time to see to those.</summary>
    /// <returns>Links whose first name is not there: to be restored as files.</returns>
    public IReadOnlyList<WantedFile> Run(RowQueue<WantedFile> rows)
    {
        _needContent.Clear();
        while (_needContent.Count < ContentsAtOnce && rows.Peek() is { } wanted)
        {
            rows.Take();
            _cancellationToken.ThrowIfCancellationRequested();
            Restore(wanted);
        }

        if (rows.Peek() is null)
        {
            MakeLinks();
            _finder.FinishSegment();
        }

        _writers.Drain();
        return [.. _needContent];
    }

    /// <summary>An entry that is not restored, because what it needs is nowhere.</summary>
    public void Lose(WantedFile wanted, string reason) => _placing.Lose(wanted, reason);

    private void Restore(WantedFile wanted)
    {
        switch (wanted.Row.Kind)
        {
            case EntryKind.HardLink:
                _links.Add(wanted);
                if (_links.Count == LinksAtOnce)
                    MakeLinks();
                break;
            case EntryKind.File:
                RestoreFile(wanted);
                break;
            case EntryKind.Socket:
                break;
            default:
                if (Header(wanted, out _) is { } entry)
                    _placing.Tell(wanted, _target.Make(entry));
                break;
        }
    }

    private void RestoreFile(WantedFile wanted)
    {
        if (Header(wanted, out var member) is not { } entry)
            return;
        if (_target.BeginFile(entry, out var outcome) is not { } file)
        {
            _placing.Tell(wanted, outcome);
            return;
        }

        var row = wanted.Row;
        var isSmall = row.Size <= SmallFile && row.MoreParts.Count == 0 && member!.Sparse is null;
        var isHandedOn = false;
        try
        {
            if (isSmall)
                isHandedOn = ReadSmall(wanted, file, member!);
            else
                CopyLarge(wanted, file, member!);
        }
        catch (UnreadableException e)
        {
            _placing.Lose(wanted, e.Message);
        }
        catch (Exception e) when (_finder.OnFailure(e) is { } reason)
        {
            _placing.Lose(wanted, reason);
        }
        finally
        {
            if (!isHandedOn)
                file.Dispose();
        }
    }

    /// <returns>Whether the file is a batch's now.</returns>
    private bool ReadSmall(WantedFile wanted, RestoredFile file, TarMember member)
    {
        if (member.Length != wanted.Row.Size)
            throw Shorter(member);
        var (batch, room) = _writers.Claim(wanted.Row.Size);
        for (var rest = room.Span; !rest.IsEmpty;)
        {
            var count = _finder.Tar.Read(rest);
            if (count == 0)
                throw CutOff();
            rest = rest[count..];
        }

        batch.Add(file, wanted);
        return true;
    }

    private void CopyLarge(WantedFile wanted, RestoredFile file, TarMember member)
    {
        var row = wanted.Row;
        try
        {
            CopyContent(file, member);
            foreach (var part in row.MoreParts)
                CopyContent(file, _finder.Find(row.Path, part.Position, part.FileOffset));
            if (_copied != row.Size)
                throw Shorter(member);
        }
        finally
        {
            _copied = 0;
            _sha256 = _digest.Finish(_cancellationToken);
        }

        if (_placing.MayPlace(wanted, _sha256))
            _placing.Tell(wanted, file.Commit());
    }

    private long _copied;
    private byte[] _sha256 = [];

    private void CopyContent(RestoredFile file, TarMember member)
    {
        if (member.FileOffset != _copied)
            throw Shorter(member);
        var end = member.FileOffset + member.Length;
        while (true)
        {
            var chunk = _digest.Rent(_cancellationToken);
            var count = 0;
            long at = end;
            try
            {
                count = _finder.Tar.Read(chunk.Span, out var offset);
                if (count > 0)
                    at = member.FileOffset + offset;
            }
            finally
            {
                // The rented buffer goes back in any case; at the end of the content with the hole that ends it.
                _digest.Append(at - _copied, count);
            }

            _copied = at + count;
            if (count == 0)
                break;
            file.Write(at, chunk.Span[..count]);
            _passed(count);
        }

        if (_finder.Tar.End == ArchiveEnd.Cut)
            throw CutOff();
    }

    private FileEntry? Header(WantedFile wanted, out TarMember? member)
    {
        member = null;
        try
        {
            member = _finder.Find(wanted.Row.Path, wanted.Row.Position, 0);
        }
        catch (UnreadableException e)
        {
            _placing.Lose(wanted, e.Message);
            return null;
        }

        if (HeaderCheck.Difference(wanted.Row, member.Entry) is { } difference)
            _placing.Warn(wanted, $"its header on tape is damaged: {difference} is not what the catalog says. The catalog was followed");
        return HeaderCheck.Entry(wanted.Row, wanted.Path, member.Entry);
    }

    private void MakeLinks()
    {
        _writers.Drain();
        foreach (var link in _links)
        {
            var outcome = _target.Make(HeaderCheck.Entry(link.Row, link.Path, header: null));
            if (outcome.Result == RestoreResult.NeedsContent)
                _needContent.Add(link);
            else
                _placing.Tell(link, outcome);
        }

        _links.Clear();
    }

    private static UnreadableException Shorter(TarMember member) =>
        new($"its header on tape is damaged: it announces {member.Length} bytes at {member.FileOffset}, which is not what the catalog says");

    private static UnreadableException CutOff() => new("the archive ends within its content");

    public void Dispose()
    {
        _writers.Dispose();
        _digest.Dispose();
        _finder.Dispose();
    }
}
