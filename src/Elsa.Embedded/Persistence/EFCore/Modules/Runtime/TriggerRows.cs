using Elsa.Common.Models;
using Elsa.Extensions;
using Elsa.Persistence.EFCore.Storage;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Filters;
using Elsa.Workflows.Runtime.OrderDefinitions;

namespace Elsa.Persistence.EFCore.Modules.Runtime;

/// <summary>Keeps the index of triggers in a database.</summary>
internal sealed class TriggerRows(ElsaStorage storage, RecordJson json) : Rows<RuntimeElsaDbContext, StoredTrigger>(storage), ITriggerStore
{
    private readonly ExtraColumn<StoredTrigger>[] _extras = [new("SerializedPayload", x => json.Write(x.Payload), (x, text) => x.Payload = json.Read<object>(text))];

    protected override IReadOnlyList<ExtraColumn<StoredTrigger>> Extras => _extras;

    public async ValueTask SaveAsync(StoredTrigger record, CancellationToken cancellationToken = default) => await UpsertAsync(record, cancellationToken);

    public async ValueTask SaveManyAsync(IEnumerable<StoredTrigger> records, CancellationToken cancellationToken = default) => await UpsertAsync(records, cancellationToken);

    public async ValueTask ReplaceAsync(IEnumerable<StoredTrigger> removed, IEnumerable<StoredTrigger> added, CancellationToken cancellationToken = default) =>
        await Storage.WriteAsync([.. removed.Select(x => Table.Delete(x.Id)), .. added.Select(Table.Upsert)], cancellationToken);

    public async ValueTask<StoredTrigger?> FindAsync(TriggerFilter filter, CancellationToken cancellationToken = default) => await LoadFirstAsync(filter.Apply, cancellationToken);

    public async ValueTask<IEnumerable<StoredTrigger>> FindManyAsync(TriggerFilter filter, CancellationToken cancellationToken = default) => await LoadAsync(filter.Apply, cancellationToken);

    public async ValueTask<Page<StoredTrigger>> FindManyAsync(TriggerFilter filter, PageArgs pageArgs, CancellationToken cancellationToken = default) =>
        await LoadPageAsync(filter.Apply, set => set.OrderBy(x => x.Id), pageArgs, cancellationToken);

    public async ValueTask<Page<StoredTrigger>> FindManyAsync<TProp>(TriggerFilter filter, PageArgs pageArgs, StoredTriggerOrder<TProp?> order, CancellationToken cancellationToken = default) =>
        await LoadPageAsync(filter.Apply, set => set.OrderBy(order), pageArgs, cancellationToken);

    public async ValueTask<long> DeleteManyAsync(TriggerFilter filter, CancellationToken cancellationToken = default) => await DeleteAsync(filter.Apply, cancellationToken);
}
