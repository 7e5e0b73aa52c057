using Microsoft.EntityFrameworkCore;
using TapeFlows.Scheduling.Schedules;
using TapeFlows.Scheduling.Store.Model;
using TapeFlows.Scheduling.Tasks;

namespace TapeFlows.Scheduling.Store;

/// <summary>What a task depends on must be there, and must not depend on the task: both would wait for ever.</summary>
internal static class DependencyCheck
{
    private const string Field = "depends_on";

    public static async Task RunAsync(TaskContext context, string id, TaskDraft draft, CancellationToken cancellationToken)
    {
        var wanted = draft.DependsOn.Select(x => x.TaskId).ToHashSet(StringComparer.Ordinal);
        var known = await context.Tasks.Where(row => wanted.Contains(row.Id)).Select(row => row.Id).ToListAsync(cancellationToken);
        var errors = wanted.Except(known, StringComparer.Ordinal).Select(x => new FieldError(Field, x == id ? "A task cannot depend on itself." : $"There is no task '{x}', neither by id nor by name.")).ToList();
        if (errors.Count == 0 && await LeadsToAsync(context, wanted, id, cancellationToken) is { } through)
            errors.Add(new FieldError(Field, $"'{through}' depends on this task in turn: both would wait for ever."));
        if (errors.Count > 0)
            throw new TaskValidationException(errors);
    }

    private static async Task<string?> LeadsToAsync(TaskContext context, HashSet<string> from, string id, CancellationToken cancellationToken)
    {
        var edges = await context.Dependencies.AsNoTracking().Where(x => x.TaskId != id).ToListAsync(cancellationToken);
        var next = edges.ToLookup(x => x.TaskId, x => x.DependsOnId, StringComparer.Ordinal);
        foreach (var first in from)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            var open = new Stack<string>([first]);
            while (open.TryPop(out var task))
            {
                if (task == id)
                    return first;
                if (!seen.Add(task))
                    continue;
                foreach (var other in next[task])
                    open.Push(other);
            }
        }

        return null;
    }
}
