using Elsa.Alterations.Core.Contracts;
using Elsa.Alterations.Core.Entities;
using Elsa.Alterations.Core.Filters;
using Elsa.Alterations.Core.Models;
using Elsa.Persistence.EFCore.Modules.Runtime;
using Elsa.Persistence.EFCore.Storage;

namespace Elsa.Persistence.EFCore.Modules.Alterations;

/// <summary>Keeps plans in a database.</summary>
internal sealed class AlterationPlanRows(ElsaStorage storage, RecordJson json, IAlterationSerializer alterations) : Rows<AlterationsElsaDbContext, AlterationPlan>(storage), IAlterationPlanStore
{
    private readonly ExtraColumn<AlterationPlan>[] _extras =
    [
        new("SerializedAlterations", x => alterations.SerializeMany(x.Alterations), (x, text) => x.Alterations = alterations.DeserializeMany(text ?? "[]").ToList()),
        new("SerializedWorkflowInstanceFilter", x => json.Write(x.WorkflowInstanceFilter), (x, text) => x.WorkflowInstanceFilter = json.Read<AlterationWorkflowInstanceFilter>(text) ?? new()),
    ];

    protected override IReadOnlyList<ExtraColumn<AlterationPlan>> Extras => _extras;

    public Task SaveAsync(AlterationPlan plan, CancellationToken cancellationToken = default) => UpsertAsync(plan, cancellationToken);

    public Task<AlterationPlan?> FindAsync(AlterationPlanFilter filter, CancellationToken cancellationToken = default) => LoadFirstAsync(filter.Apply, cancellationToken);

    public Task<long> CountAsync(AlterationPlanFilter filter, CancellationToken cancellationToken = default) => base.CountAsync(filter.Apply, cancellationToken);
}

/// <summary>Keeps jobs in a database.</summary>
internal sealed class AlterationJobRows(ElsaStorage storage, RecordJson json) : Rows<AlterationsElsaDbContext, AlterationJob>(storage), IAlterationJobStore
{
    private readonly ExtraColumn<AlterationJob>[] _extras = [new("SerializedLog", x => json.Write(x.Log), (x, text) => x.Log = json.Read<List<AlterationLogEntry>>(text))];

    protected override IReadOnlyList<ExtraColumn<AlterationJob>> Extras => _extras;

    public Task SaveAsync(AlterationJob job, CancellationToken cancellationToken = default) => UpsertAsync(job, cancellationToken);

    public Task SaveManyAsync(IEnumerable<AlterationJob> jobs, CancellationToken cancellationToken = default) => UpsertAsync(jobs, cancellationToken);

    public Task<AlterationJob?> FindAsync(AlterationJobFilter filter, CancellationToken cancellationToken = default) => LoadFirstAsync(filter.Apply, cancellationToken);

    public async Task<IEnumerable<AlterationJob>> FindManyAsync(AlterationJobFilter filter, CancellationToken cancellationToken = default) =>
        await LoadAsync(set => filter.Apply(set).OrderBy(x => x.CreatedAt).ThenBy(x => x.Id), cancellationToken);

    public async Task<IEnumerable<string>> FindManyIdsAsync(AlterationJobFilter filter, CancellationToken cancellationToken = default) =>
        await ListAsync(set => filter.Apply(set).Select(x => x.Id), cancellationToken);

    public Task<long> CountAsync(AlterationJobFilter filter, CancellationToken cancellationToken = default) => base.CountAsync(filter.Apply, cancellationToken);
}
