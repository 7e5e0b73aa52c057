using Elsa.Extensions;
using Elsa.Persistence.EFCore.Storage;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Filters;
using Elsa.Workflows.Runtime.OrderDefinitions;
using Elsa.Workflows.State;
using Microsoft.EntityFrameworkCore;

namespace Elsa.Persistence.EFCore.Modules.Runtime;

/// <summary>Keeps executions of activities in a database.</summary>
internal sealed class ExecutionRows(ElsaStorage storage, RecordJson json) : Rows<RuntimeElsaDbContext, ActivityExecutionRecord>(storage), IActivityExecutionStore
{
    private readonly ExtraColumn<ActivityExecutionRecord>[] _extras =
    [
        new("SerializedActivityState", x => json.Write(x.ActivityState), (x, text) => x.ActivityState = json.Read<IDictionary<string, object?>>(text)),
        new("SerializedPayload", x => json.Write(x.Payload), (x, text) => x.Payload = json.Read<IDictionary<string, object>>(text)),
        new("SerializedOutputs", x => json.Write(x.Outputs), (x, text) => x.Outputs = json.Read<IDictionary<string, object?>>(text)),
        new("SerializedProperties", x => Bag(x.Properties, json), (x, text) => x.Properties = json.Read<IDictionary<string, object>>(text) ?? new Dictionary<string, object>()),
        new(SerializedMetadata, x => Bag(x.Metadata, json), (x, text) => x.Metadata = json.Read<IDictionary<string, object>>(text) ?? new Dictionary<string, object>()),
        new("SerializedException", x => json.Write(x.Exception), (x, text) => x.Exception = json.Read<ExceptionState>(text)),
    ];

    private const string SerializedMetadata = "SerializedMetadata";

    protected override IReadOnlyList<ExtraColumn<ActivityExecutionRecord>> Extras => _extras;

    /// <summary>The writes that add or replace executions.</summary>
    public IEnumerable<Write> Upsert(IReadOnlyCollection<ActivityExecutionRecord> records) => Table.UpsertMany(records);

    public Task AddManyAsync(IEnumerable<ActivityExecutionRecord> records, CancellationToken cancellationToken = default) => InsertAsync(records, cancellationToken);

    public Task SaveAsync(ActivityExecutionRecord record, CancellationToken cancellationToken = default) => UpsertAsync(record, cancellationToken);

    public Task SaveManyAsync(IEnumerable<ActivityExecutionRecord> records, CancellationToken cancellationToken = default) => UpsertAsync(records, cancellationToken);

    public Task<ActivityExecutionRecord?> FindAsync(ActivityExecutionRecordFilter filter, CancellationToken cancellationToken = default) =>
        LoadFirstAsync(filter.Apply, cancellationToken);

    public async Task<IEnumerable<ActivityExecutionRecord>> FindManyAsync(ActivityExecutionRecordFilter filter, CancellationToken cancellationToken = default) =>
        await LoadAsync(set => InOrder(filter.Apply(set)), cancellationToken);

    public async Task<IEnumerable<ActivityExecutionRecord>> FindManyAsync<TOrderBy>(
        ActivityExecutionRecordFilter filter, ActivityExecutionRecordOrder<TOrderBy> order, CancellationToken cancellationToken = default) =>
        await LoadAsync(set => filter.Apply(set).OrderBy(order), cancellationToken);

    public Task<IEnumerable<ActivityExecutionRecordSummary>> FindManySummariesAsync(ActivityExecutionRecordFilter filter, CancellationToken cancellationToken = default) =>
        SummarizeAsync(set => InOrder(filter.Apply(set)), cancellationToken);

    public Task<IEnumerable<ActivityExecutionRecordSummary>> FindManySummariesAsync<TOrderBy>(
        ActivityExecutionRecordFilter filter, ActivityExecutionRecordOrder<TOrderBy> order, CancellationToken cancellationToken = default) =>
        SummarizeAsync(set => filter.Apply(set).OrderBy(order), cancellationToken);

    public Task<long> CountAsync(ActivityExecutionRecordFilter filter, CancellationToken cancellationToken = default) => CountAsync(filter.Apply, cancellationToken);

    public Task<long> DeleteManyAsync(ActivityExecutionRecordFilter filter, CancellationToken cancellationToken = default) => DeleteAsync(filter.Apply, cancellationToken);

    private static IQueryable<ActivityExecutionRecord> InOrder(IQueryable<ActivityExecutionRecord> set) => set.OrderBy(x => x.StartedAt).ThenBy(x => x.CallStackDepth);

    // Most bags are empty, and an empty one need not be written.
    private static string? Bag(IDictionary<string, object>? values, RecordJson json) => values is { Count: > 0 } ? json.Write(values) : null;

    private async Task<IEnumerable<ActivityExecutionRecordSummary>> SummarizeAsync(
        Func<IQueryable<ActivityExecutionRecord>, IQueryable<ActivityExecutionRecord>> query, CancellationToken cancellationToken)
    {
        var rows = await ListAsync(set => query(set).Select(x => new SummaryRow(x, EF.Property<string?>(x, SerializedMetadata))), cancellationToken);
        return rows.ConvertAll(row =>
        {
            var summary = ActivityExecutionRecordSummary.FromRecord(row.Record);
            summary.Metadata = json.Read<IDictionary<string, object>>(row.Metadata) ?? new Dictionary<string, object>();
            return summary;
        });
    }

    private sealed record SummaryRow(ActivityExecutionRecord Record, string? Metadata);
}
