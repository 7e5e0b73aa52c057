using Quartz;

namespace TapeFlows.Operations.Queue;

/// <summary>One turn of one operation, given out by Quartz. A firing of a node that died is given to another one.</summary>
internal sealed class OperationJob(OperationWorker worker) : IJob
{
    public const string Group = "Operations";
    public const string OperationId = "operation";

    public static readonly JobKey Key = new("Operation", Group);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await worker.RunAsync(
            Guid.Parse(context.MergedJobDataMap[OperationId] as string ?? throw new InvalidOperationException($"The Quartz trigger {context.Trigger.Key} names no operation. It was not made by this room; delete it.")),
            needsPlace: context.Trigger.ExecutionGroup == OperationTriggers.AnyDrive,
            cancellationToken);
}
