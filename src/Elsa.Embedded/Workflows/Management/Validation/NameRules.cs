using Elsa.Extensions;
using Elsa.Workflows.CommitStates;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Serialization;

namespace Elsa.Workflows.Management.Validation;

/// <summary>
/// Strategies and storage drivers that are named are known here, and variables can begin with the values that they are given: a run would do without them, which is not what was meant, or could not begin.
/// Drafts keep such names: they come from other hosts.
/// </summary>
internal static class NameRules
{
    public static void Check(WorkflowExamination examination, ICommitStrategyRegistry commits)
    {
        var options = examination.Workflow.Options;
        var typeNames = ((INamesTypes)options).TypeNames;
        CheckType(examination, "activation strategy", options.ActivationStrategyType, typeNames.GetValueOrDefault("activationStrategyType"));
        CheckType(examination, "incident strategy", options.IncidentStrategyType, typeNames.GetValueOrDefault("incidentStrategyType"));
        if (options.CommitStrategyName is { Length: > 0 } name && commits.FindWorkflowStrategy(name) is null)
            examination.Refuse($"The workflow names the commit strategy ‘{name}’, which is not known here; {Names(commits.ListWorkflowStrategyRegistrations().Select(x => x.Metadata!.Name))} are.");

        foreach (var activity in examination.Nodes.Select(x => x.Activity))
        {
            if (activity.GetCommitStrategy() is { Length: > 0 } own && commits.FindActivityStrategy(own) is null)
                examination.Refuse(activity, $"it names the commit strategy ‘{own}’, which is not known here; {Names(commits.ListActivityStrategyRegistrations().Select(x => x.Metadata!.Name))} are.");
            foreach (var variable in (activity as IVariableContainer)?.Variables ?? [])
                CheckVariable(examination, variable);
        }
    }

    private static void CheckType(WorkflowExamination examination, string what, Type? type, string? name)
    {
        if (type is null && !string.IsNullOrEmpty(name))
            examination.Refuse($"The workflow names the {what} ‘{name}’, which is not known here.");
    }

    private static void CheckVariable(WorkflowExamination examination, Variable variable)
    {
        if (variable is { StorageDriverType: null, StorageDriverNameInDefinition: { Length: > 0 } driver })
            examination.Refuse($"The variable ‘{variable.Name}’ is stored by ‘{driver}’, which is not known here.");
        try
        {
            variable.Declare();
        }
        catch (InvalidOperationException e)
        {
            examination.Refuse(e.Message);
        }
    }

    private static string Names(IEnumerable<string> names) => string.Join(", ", names);
}
