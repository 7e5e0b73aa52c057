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
            var input = workflow.Workflow.Inputs.Select(x => x.Name).Concat(workflow.Input.Keys).FirstOrDefault(x => Pascal(x) == name);
            if (input is not null)
                return Function((r, _) => r.Context.GetInput(input));
            if (name.Contains("From", StringComparison.Ordinal))
                return FindOutput(workflow, name);
        }

        return run.Arguments.Keys.FirstOrDefault(x => Pascal(x) == name) is { } argument ? Function((r, _) => r.Arguments[argument]) : null;
    }

    private HostFunction? FindOutput(Workflows.WorkflowExecutionContext workflow, string name)
    {
        foreach (var node in workflow.Nodes)
        {
            var activity = node.Activity;
            if (!name.EndsWith("From" + Pascal(activity.Name ?? activity.Id), StringComparison.Ordinal))
                continue;
            var outputs = workflow.ActivityRegistry.Find(activity.Type, activity.Version)?.Outputs;
            if (outputs?.FirstOrDefault(x => name == $"{x.Name}From{Pascal(activity.Name ?? activity.Id)}") is { } output)
                return Function((_, _) => workflow.GetActivityOutputRegister().FindOutputByActivityId(activity.Id, output.Name));
        }

        return null;
    }

    private string? Variable(string name) => run.Context.GetVariablesInScope().FirstOrDefault(x => Pascal(x.Name) == name)?.Name;

    private HostFunction Function(Func<ScriptRun, object?[], object?> code) => new(realm.Engine, realm, code);

    /// <summary>The name as part of another one: its first letter in upper case.</summary>
    public static string Pascal(string? name) => string.IsNullOrEmpty(name) ? "" : char.ToUpperInvariant(name[0]) + name[1..];
}
