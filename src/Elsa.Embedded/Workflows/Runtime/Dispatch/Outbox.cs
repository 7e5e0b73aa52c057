using Elsa.Workflows.Runtime.Bursts;
using Elsa.Workflows.Runtime.Ledger;

namespace Elsa.Workflows.Runtime.Dispatch;

/// <summary>What activities ask others to do: stored with the next commit of the instance, so that it happens if and only if the activity did.</summary>
internal static class Outbox
{
    public static void Add(ActivityExecutionContext context, Func<DispatchFactory, DispatchItem> make) =>
        BurstOf(context).Outbox.Add(make(context.GetRequiredService<DispatchFactory>()));

    /// <summary>Calls code once what the activity did is stored; a crash in between skips it.</summary>
    public static void AfterCommit(ActivityExecutionContext context, Func<Task> code) => BurstOf(context).AfterCommit.Add(code);

    private static Burst BurstOf(ActivityExecutionContext context) => context.GetRequiredService<BurstAccessor>().Of(context.WorkflowExecutionContext);
}
