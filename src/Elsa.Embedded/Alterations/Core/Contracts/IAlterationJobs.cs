using Elsa.Alterations.Core.Entities;
using Elsa.Alterations.Core.Filters;

namespace Elsa.Alterations.Core.Contracts;

/// <summary>Has jobs done.</summary>
public interface IAlterationJobDispatcher
{
    /// <summary>Has a job done by whichever node comes to it first. A job that has ended is not done again.</summary>
    ValueTask DispatchAsync(string jobId, CancellationToken cancellationToken = default);
}

/// <summary>Does jobs.</summary>
public interface IAlterationJobRunner
{
    /// <summary>Does a job, or waits for the node that does it, and returns it as it ended.</summary>
    /// <exception cref="InvalidOperationException">There is no such job.</exception>
    Task<AlterationJob> RunAsync(string jobId, CancellationToken cancellationToken = default);
}

/// <summary>Keeps jobs.</summary>
public interface IAlterationJobStore
{
    /// <summary>Adds or replaces a job.</summary>
    Task SaveAsync(AlterationJob job, CancellationToken cancellationToken = default);

    /// <summary>Adds or replaces jobs.</summary>
    Task SaveManyAsync(IEnumerable<AlterationJob> jobs, CancellationToken cancellationToken = default);

    /// <summary>The first job that matches.</summary>
    Task<AlterationJob?> FindAsync(AlterationJobFilter filter, CancellationToken cancellationToken = default);

    /// <summary>The jobs that match, oldest first.</summary>
    Task<IEnumerable<AlterationJob>> FindManyAsync(AlterationJobFilter filter, CancellationToken cancellationToken = default);

    /// <summary>The identities of the jobs that match.</summary>
    Task<IEnumerable<string>> FindManyIdsAsync(AlterationJobFilter filter, CancellationToken cancellationToken = default);

    /// <summary>How many jobs match.</summary>
    Task<long> CountAsync(AlterationJobFilter filter, CancellationToken cancellationToken = default);
}
