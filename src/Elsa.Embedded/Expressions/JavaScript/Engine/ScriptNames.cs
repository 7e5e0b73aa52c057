using Elsa.Extensions;
using Jurassic.Library;

namespace Elsa.Expressions.JavaScript.Engine;

/// <summary>The globals that depend on the workflow: accessors of its variables and inputs, of what its activities put out, and the objects <c>variables</c> and <c>args</c>.</summary>
internal sealed class ScriptNames(ScriptRealm realm, ScriptRun run)
{
    public object? Find(string name)
    {
        switch (name)
        {
            case "variables":
                return run.Settings.Options.DisableVariableCopying ? null : run.Variables.Object;
            case "args":
                return run.Values.ToScript(run.Arguments);
            case "setOutcome" or "setOutcomes" when run.MaySetOutcomes:
                return Function((_, x) =>
                {
                    run.Outcomes = x is [ArrayInstance list] ? list.ElementValues.Select(y => $"{y}").ToArray() : x.Select(y => $"{y}").ToArray();
                    return null;
                });
        }

        if (run.Settings.Options.DisableWrappers || name.Length < 4)
            return null;
        if (name.StartsWith("set", StringComparison.Ordinal))
            return Variable(name[3..]) is { } target ? Function((r, x) => r.Variables.Set(target, x.ElementAtOrDefault(0))) : null;
        return name.StartsWith("get", StringComparison.Ordinal) ? FindGetter(name[3..]) : null;
    }

    private HostFunction? FindGetter(string name)
    {
        if (Variable(name) is { } variable)
            return Function((r, _) => r.Variables.Get(variable));
        if (run.Context.TryGetWorkflowExecutionContext(out var workflow))
        {
            var input = workflow.Workflow.Inputs.Select(x => x.Name).Concat(workflow.Input.Keys).FirstOrDefault(x => IsCalled(x, name));
            if (input is not null)
                return Function((r, _) => r.Context.GetInput(input));
            if (name.Contains("From", StringComparison.Ordinal))
                return FindOutput(workflow, name);
        }

        return run.Arguments.Keys.FirstOrDefault(x => IsCalled(x, name)) is { } argument ? Function((r, _) => r.Arguments[argument]) : null;
    }

    private HostFunction? FindOutput(Workflows.WorkflowExecutionContext workflow, string name)
    {
        foreach (var node in workflow.Nodes)
        {
            var activity = node.Activity;
            var activityName = activity.Name ?? activity.Id;
            if (!IsEnding(Pascal(activityName), name) && !IsEnding(Words(activityName), name))
                continue;
            var outputs = workflow.ActivityRegistry.Find(activity.Type, activity.Version)?.Outputs;
            if (outputs?.FirstOrDefault(x => name == $"{x.Name}From{Pascal(activityName)}" || name == $"{x.Name}From{Words(activityName)}") is { } output)
                return Function((_, _) => workflow.GetActivityOutputRegister().FindOutputByActivityId(activity.Id, output.Name));
        }

        return null;
    }

    private static bool IsEnding(string activityName, string name) => name.EndsWith("From" + activityName, StringComparison.Ordinal);

    private static bool IsCalled(string? known, string name) => Pascal(known) == name || Words(known) == name;

    private string? Variable(string name) => run.Context.GetVariablesInScope().FirstOrDefault(x => IsCalled(x.Name, name))?.Name;

    private HostFunction Function(Func<ScriptRun, object?[], object?> code) => new(realm.Engine, realm, code);

    /// <summary>The name as part of another one: its first letter in upper case.</summary>
    public static string Pascal(string? name) => string.IsNullOrEmpty(name) ? "" : char.ToUpperInvariant(name[0]) + name[1..];

    // A name of several words, such as "Send order 1" or "order_id", is one word to a script.
    private static string Words(string? name) =>
        string.Concat((name ?? "").Split([' ', '_', '-', '.'], StringSplitOptions.RemoveEmptyEntries).Select(Pascal));
}
