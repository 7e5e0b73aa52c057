using Elsa.Common.Models;
using Elsa.Extensions;
using Elsa.Persistence.EFCore.Storage;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Filters;
using Elsa.Workflows.Runtime.OrderDefinitions;

namespace Elsa.Persistence.EFCore.Modules.Runtime;

/// <summary>Keeps journals in a database.</summary>
internal sealed class JournalRows(ElsaStorage storage, RecordJson json) : Rows<RuntimeElsaDbContext, WorkflowExecutionLogRecord>(storage), IWorkflowExecutionLogStore
{
#pragma warning disable CS0618 // The property is of older versions of Elsa; what it holds is kept.
    private readonly ExtraColumn<WorkflowExecutionLogRecord>[] _extras =
    [
        new("SerializedActivityState", x => json.Write(x.ActivityState), (x, text) => x.ActivityState = json.Read<IDictionary<string, object>>(text)),
        new("SerializedPayload", x => json.Write(x.Payload), (x, text) => x.Payload = json.Read<object>(text)),
    ];
#pragma warning restore CS0618

    protected override IReadOnlyList<ExtraColumn<WorkflowExecutionLogRecord>> Extras => _extras;

    /// <summary>The writes that add lines.</summary>
    public IEnumerable<Write> Insert(IReadOnlyCollection<WorkflowExecutionLogRecord> records) => Table.InsertMany(records);

    public Task AddAsync(WorkflowExecutionLogRecord record, CancellationToken cancellationToken = default) => InsertAsync([record], cancellationToken);

    public Task AddManyAsync(IEnumerable<WorkflowExecutionLogRecord> records, CancellationToken cancellationToken = default) => InsertAsync(records, cancellationToken);

    public Task SaveAsync(WorkflowExecutionLogRecord record, CancellationToken cancellationToken = default) => UpsertAsync(record, cancellationToken);

    public Task SaveManyAsync(IEnumerable<WorkflowExecutionLogRecord> records, CancellationToken cancellationToken = default) => UpsertAsync(records, cancellationToken);

    public Task<WorkflowExecutionLogRecord?> FindAsync(WorkflowExecutionLogRecordFilter filter, CancellationToken cancellationToken = default) =>
        LoadFirstAsync(set => InOrder(filter.Apply(set)), cancellationToken);

    public Task<WorkflowExecutionLogRecord?> FindAsync<TOrderBy>(
        WorkflowExecutionLogRecordFilter filter, WorkflowExecutionLogRecordOrder<TOrderBy> order, CancellationToken cancellationToken = default) =>
        LoadFirstAsync(set => filter.Apply(set).OrderBy(order), cancellationToken);

    public Task<Page<WorkflowExecutionLogRecord>> FindManyAsync(WorkflowExecutionLogRecordFilter filter, PageArgs pageArgs, CancellationToken cancellationToken = default) =>
        LoadPageAsync(filter.Apply, InOrder, pageArgs, cancellationToken);

    public Task<Page<WorkflowExecutionLogRecord>> FindManyAsync<TOrderBy>(
        WorkflowExecutionLogRecordFilter filter, PageArgs pageArgs, WorkflowExecutionLogRecordOrder<TOrderBy> order, CancellationToken cancellationToken = default) =>
        LoadPageAsync(filter.Apply, set => set.OrderBy(order), pageArgs, cancellationToken);

    public Task<long> DeleteManyAsync(WorkflowExecutionLogRecordFilter filter, CancellationToken cancellationToken = default) => DeleteAsync(filter.Apply, cancellationToken);

    private static IQueryable<WorkflowExecutionLogRecord> InOrder(IQueryable<WorkflowExecutionLogRecord> set) => set.OrderBy(x => x.WorkflowInstanceId).ThenBy(x => x.Sequence);
}
