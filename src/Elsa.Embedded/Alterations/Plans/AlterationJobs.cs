using Elsa.Alterations.Core.Contracts;
using Elsa.Alterations.Core.Entities;
using Elsa.Alterations.Core.Enums;
using Elsa.Alterations.Core.Filters;
using Elsa.Persistence.EFCore.Storage;
using Elsa.Workflows.Runtime.Dispatch;

namespace Elsa.Alterations.Plans;

/// <summary>Has jobs done by way of the dispatch queue, which gives each to one node only.</summary>
internal sealed class AlterationJobs(IAlterationJobStore jobs, DispatchFactory dispatches, DispatchWorker worker, TimeProvider time) : IAlterationJobDispatcher, IAlterationJobRunner
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    public async ValueTask DispatchAsync(string jobId, CancellationToken cancellationToken = default)
    {
        var job = await FindAsync(jobId, cancellationToken);
        if (HasEnded(job))
            return;
        try
        {
            await worker.EnqueueAsync([dispatches.Change(job.PlanId, jobId)], claim: null, cancellationToken);
        }
        catch (Exception e) when (e is ArgumentException || ElsaStorage.IsUniqueViolation(e))
        {
            // It is in the queue already, in memory or in the database.
        }
    }

    public async Task<AlterationJob> RunAsync(string jobId, CancellationToken cancellationToken = default)
    {
        await DispatchAsync(jobId, cancellationToken);
        while (true)
        {
            var job = await FindAsync(jobId, cancellationToken);
            if (HasEnded(job))
                return job;
            await Task.Delay(PollInterval, time, cancellationToken);
        }
    }

    internal static bool HasEnded(AlterationJob job) => job.Status is AlterationJobStatus.Completed or AlterationJobStatus.Failed;

    private async Task<AlterationJob> FindAsync(string jobId, CancellationToken cancellationToken) =>
        await jobs.FindAsync(new AlterationJobFilter { Id = jobId }, cancellationToken) ?? throw new InvalidOperationException($"There is no alteration job '{jobId}'.");
}
