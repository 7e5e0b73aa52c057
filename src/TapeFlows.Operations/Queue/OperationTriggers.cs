using System.Globalization;
using Quartz;

namespace TapeFlows.Operations.Queue;

/// <summary>
/// Hands operations to Quartz, which is their queue: priorities, limits, nodes and recovery are its business. The row of an operation is stored before;
/// a process that dies in between leaves a row without a trigger, which the next sweep finds.
/// </summary>
internal sealed class OperationTriggers(IScheduler scheduler, TimeProvider clock) : IOperationTurns
{
    /// <summary>The execution group of operations that name no drive.</summary>
    public const string AnyDrive = "operations";

    /// <summary>What the execution groups of drives begin with.</summary>
    public const string DrivePrefix = "drive:";

    private static readonly DateTimeOffset FirstTurn = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Era = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly SemaphoreSlim _gate = new(1);
    private volatile bool _isJobStored;

    public Task ScheduleAsync(Operation operation, CancellationToken cancellationToken) =>
        PutAsync(operation, operation.NotBefore ?? TurnOf(operation), TriggerConflict.Keep, cancellationToken);

    public Task HastenAsync(Operation operation, CancellationToken cancellationToken) => PutAsync(operation, TurnOf(operation), TriggerConflict.Replace, cancellationToken);

    private async Task PutAsync(Operation operation, DateTimeOffset at, TriggerConflict conflict, CancellationToken cancellationToken)
    {
        await StoreJobAsync(cancellationToken);
        var trigger = TriggerBuilder.Create(clock)
            .WithIdentity(NameOf(operation), OperationJob.Group)
            .ForJob(OperationJob.Key)
            .UsingJobData(OperationJob.OperationId, operation.Id.ToString())
            .WithPriority(operation.Priority)
            .StartAt(at)
            .WithSchedule(SimpleScheduleBuilder.Create().WithRepeatCount(0).WithMisfireInstruction(SimpleTriggerMisfireInstruction.IgnoreMisfires))
            .WithExecutionGroup(operation.Drive is { } drive ? DrivePrefix + drive : AnyDrive);
        if (operation.Node is { } node)
            trigger = trigger.WithPreferredNode(PreferredNode.For(node));
        await scheduler.ScheduleTrigger(trigger.Build(), conflict, cancellationToken);
    }

    /// <summary>
    /// Quartz takes what is due by its time, and looks at priorities only between equal times. So the time says both: a year for each priority, and in
    /// it the order of enqueuing. All of it is past, and to have missed it means nothing.
    /// </summary>
    internal static DateTimeOffset TurnOf(Operation operation) =>
        FirstTurn.AddYears(OperationRequest.HighestPriority - operation.Priority) + ((operation.CreatedAt - Era) / 100);

    // The turn that follows an attempt is another one: the trigger of that attempt may still be there when it is put in.
    private static string NameOf(Operation operation) =>
        operation.Attempts == 0 ? operation.Id.ToString("N") : string.Create(CultureInfo.InvariantCulture, $"{operation.Id:N}+{operation.Attempts}");

    private async Task StoreJobAsync(CancellationToken cancellationToken)
    {
        if (_isJobStored)
            return;
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_isJobStored)
                return;
            var job = JobBuilder.Create<OperationJob>().WithIdentity(OperationJob.Key).StoreDurably().RequestRecovery().Build();
            await scheduler.AddJob(job, AddJobOptions.Replacing, cancellationToken);
            _isJobStored = true;
        }
        finally
        {
            _gate.Release();
        }
    }
}
