using TapeFlows.Backup.Sources;

namespace TapeFlows.Backup.Runs;

/// <summary>Gathers what is to be told about entries: the first ones word for word, the rest as a number.</summary>
internal sealed class ProblemList
{
    private readonly Lock _gate = new();
    private readonly List<SourceProblem> _first = [];

    /// <summary>Problems that are more than notes.</summary>
    public long Warnings { get; private set; }

    public IReadOnlyList<SourceProblem> First
    {
        get
        {
            lock (_gate)
                return [.. _first];
        }
    }

    /// <summary>Forgets what was told of entries behind a path (all, if none is given), because they are looked at again.</summary>
    public void ForgetBehind(EntryPath? path)
    {
        lock (_gate)
        {
            Warnings -= _first.Count(problem => IsBehind(problem) && !problem.IsNote);
            _first.RemoveAll(IsBehind);
        }

        bool IsBehind(SourceProblem problem) => path is not { } last || problem.Path > last;
    }

    public void Add(SourceProblem problem)
    {
        lock (_gate)
        {
            if (_first.Count < BackupResult.MaxProblems)
                _first.Add(problem);
            if (!problem.IsNote)
                Warnings++;
        }
    }
}
