using TapeFlows.Backup.Restore.Target;

namespace TapeFlows.Backup.Restore;

/// <summary>Decides about what was read, and tells what became of it. Safe from several threads.</summary>
internal sealed class FilePlacing(Guid setId, RestoreTally tally, bool keepMismatched)
{
    /// <summary>Whether a file may be put in place, now that its checksum is known.</summary>
    public bool MayPlace(WantedFile wanted, ReadOnlySpan<byte> sha256)
    {
        if (wanted.Row.Sha256 is not { } expected)
        {
            tally.OnWarning($"/{wanted.Path}: restored, but the catalog has no checksum for it.");
            return true;
        }

        if (sha256.SequenceEqual(expected))
            return true;
        const string mismatch = "its content on tape does not match its checksum";
        if (!keepMismatched)
            Lose(wanted, mismatch + "; it was not put in place");
        else
            tally.OnWarning($"/{wanted.Path}: {mismatch}; it was put in place as asked.");
        return keepMismatched;
    }

    /// <summary>Tells what became of an entry.</summary>
    public void Tell(WantedFile wanted, in RestoreOutcome outcome)
    {
        switch (outcome.Result)
        {
            case RestoreResult.Restored:
                tally.OnRestored(wanted.Row.Kind == EntryKind.File ? wanted.Row.Size : 0);
                if (outcome.Problem is { } problem)
                    tally.OnWarning($"/{wanted.Path}: restored, but {problem}.");
                break;
            case RestoreResult.Kept:
                tally.OnSkipped();
                break;
            default:
                Lose(wanted, outcome.Problem ?? "it could not be made");
                break;
        }
    }

    /// <summary>An entry is not restored.</summary>
    public void Lose(WantedFile wanted, string reason) => tally.OnLost(wanted.Path, setId, reason);

    /// <summary>Something to tell of an entry that is restored all the same.</summary>
    public void Warn(WantedFile wanted, string text) => tally.OnWarning($"/{wanted.Path}: {text}.");
}
