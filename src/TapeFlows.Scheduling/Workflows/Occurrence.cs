using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Quartz;

namespace TapeFlows.Scheduling.Workflows;

/// <summary>One planned time of one thing that is scheduled. It has an identity, however often and wherever it is tried.</summary>
/// <remarks>Planned times count in whole seconds: Quartz hands the planned time of a firing that it recovers on without fractions. So nothing is scheduled more often than <see cref="ShortestInterval"/>.</remarks>
internal static class Occurrence
{
    /// <summary>The least time from one planned time to the next.</summary>
    public static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);

    /// <summary>The id that the workflow instance of this occurrence has.</summary>
    public static string InstanceIdOf(IJobExecutionContext context) => InstanceId(FireData.TaskOf(context), PlannedFor(context));

    /// <summary>16 hexadecimal digits, as the engine makes them.</summary>
    public static string InstanceId(string task, DateTimeOffset planned)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{task}\n{planned.ToUnixTimeSeconds()}");
        return BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text))).ToString("x16", CultureInfo.InvariantCulture);
    }

    private static DateTimeOffset PlannedFor(IJobExecutionContext context)
    {
        // A recovered firing is planned for now; what it was planned for first is in its data.
        if (context.Recovering
            && context.MergedJobDataMap.TryGetValue(SchedulerConstants.FailedJobOriginalTriggerScheduledFireTime, out var original)
            && DateTimeOffset.TryParse(original as string, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var planned))
            return planned;
        return context.ScheduledFireTimeUtc ?? context.FireTimeUtc;
    }
}
