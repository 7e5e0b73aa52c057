using Elsa.Alterations.Core.Contracts;
using Elsa.Alterations.Core.Entities;
using Elsa.Alterations.Core.Filters;
using Elsa.Common.Services;

namespace Elsa.Alterations.Stores;

/// <summary>Keeps plans in memory.</summary>
internal sealed class MemoryAlterationPlanStore(MemoryStore<AlterationPlan> store) : IAlterationPlanStore
{
    public Task SaveAsync(AlterationPlan plan, CancellationToken cancellationToken = default)
    {
        store.Save(plan, x => x.Id);
        return Task.CompletedTask;
    }

    public Task<AlterationPlan?> FindAsync(AlterationPlanFilter filter, CancellationToken cancellationToken = default) => Task.FromResult(filter.Apply(store.Queryable).FirstOrDefault());

    public Task<long> CountAsync(AlterationPlanFilter filter, CancellationToken cancellationToken = default) => Task.FromResult(filter.Apply(store.Queryable).LongCount());
}

/// <summary>Keeps jobs in memory.</summary>
internal sealed class MemoryAlterationJobStore(MemoryStore<AlterationJob> store) : IAlterationJobStore
{
    public Task SaveAsync(AlterationJob job, CancellationToken cancellationToken = default) => SaveManyAsync([job], cancellationToken);

    public Task SaveManyAsync(IEnumerable<AlterationJob> jobs, CancellationToken cancellationToken = default)
    {
        store.SaveMany(jobs, x => x.Id);
        return Task.CompletedTask;
    }

    public Task<AlterationJob?> FindAsync(AlterationJobFilter filter, CancellationToken cancellationToken = default) => Task.FromResult(filter.Apply(store.Queryable).FirstOrDefault());

    public Task<IEnumerable<AlterationJob>> FindManyAsync(AlterationJobFilter filter, CancellationToken cancellationToken = default) =>
        Task.FromResult<IEnumerable<AlterationJob>>(filter.Apply(store.Queryable).OrderBy(x => x.CreatedAt).ThenBy(x => x.Id, StringComparer.Ordinal).ToList());

    public Task<IEnumerable<string>> FindManyIdsAsync(AlterationJobFilter filter, CancellationToken cancellationToken = default) =>
        Task.FromResult<IEnumerable<string>>(filter.Apply(store.Queryable).Select(x => x.Id).ToList());

    public Task<long> CountAsync(AlterationJobFilter filter, CancellationToken cancellationToken = default) => Task.FromResult(filter.Apply(store.Queryable).LongCount());
}
