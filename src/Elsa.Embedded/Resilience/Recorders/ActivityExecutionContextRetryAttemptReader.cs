using System.Text.Json;
using Elsa.Common.Models;
using Elsa.Resilience.Entities;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Filters;

namespace Elsa.Resilience.Recorders;

/// <summary>Lists the attempts that were kept with the execution itself.</summary>
public class ActivityExecutionContextRetryAttemptReader : IRetryAttemptReader
{
    private static readonly JsonSerializerOptions SerializerOptions = new(JsonSerializerDefaults.Web);

    private readonly IActivityExecutionStore _activityExecutionStore;

    /// <summary>Creates the reader.</summary>
    public ActivityExecutionContextRetryAttemptReader(IActivityExecutionStore activityExecutionStore) => _activityExecutionStore = activityExecutionStore;

    /// <inheritdoc />
    public async Task<Page<RetryAttemptRecord>> ReadAttemptsAsync(string activityInstanceId, PageArgs? pageArgs = null, CancellationToken cancellationToken = default)
    {
        var record = await _activityExecutionStore.FindAsync(new ActivityExecutionRecordFilter { Id = activityInstanceId }, cancellationToken);
        var attempts = record?.Properties?.TryGetValue(ActivityExecutionContextRetryAttemptRecorder.AttemptsKey, out var kept) == true ? Read(kept).OrderBy(x => x.AttemptNumber).ToList() : [];
        var part = attempts.Skip(pageArgs?.Offset ?? 0).Take(pageArgs?.Limit ?? int.MaxValue).ToList();
        return new Page<RetryAttemptRecord>(part, attempts.Count);
    }

    // From memory they come as they were put there, from a database as JSON.
    private static IEnumerable<RetryAttemptRecord> Read(object? kept) => kept switch
    {
        null => [],
        IEnumerable<RetryAttemptRecord> records => records,
        _ => JsonSerializer.SerializeToElement(kept, SerializerOptions).Deserialize<List<RetryAttemptRecord>>(SerializerOptions) ?? [],
    };
}
