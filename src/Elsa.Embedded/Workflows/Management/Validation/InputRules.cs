using System.Collections;
using System.ComponentModel.DataAnnotations;
using Elsa.Expressions.Contracts;
using Elsa.Expressions.Models;
using Elsa.Workflows.Activities.Flowchart.Activities;
using Elsa.Workflows.Models;
using Switch = Elsa.Workflows.Activities.Switch;

namespace Elsa.Workflows.Management.Validation;

/// <summary>
/// What must be given is given, and every expression is in a language that is known here. An input must be given if its property has <see cref="RequiredAttribute"/>,
/// which Elsa's own server pays no attention to. Languages that Elsa has and this engine has not are left to the run: definitions come from other hosts, and only what is reached faults.
/// </summary>
internal static class InputRules
{
    private static readonly string[] OfOtherHosts = ["Liquid", "Python"];

    public static void Check(WorkflowExamination examination, IExpressionDescriptorRegistry languages)
    {
        foreach (var activity in examination.Nodes.Select(x => x.Activity))
        {
            foreach (var descriptor in examination.DescriptorOf(activity)?.InputList ?? [])
            {
                var value = ValueOf(activity, descriptor);
                if (descriptor.PropertyInfo?.IsDefined(typeof(RequiredAttribute), inherit: true) == true && !IsGiven(value))
                    examination.Refuse(activity, $"{descriptor.DisplayName ?? descriptor.Name} is required.");
                if (value is Input { Expression: { } expression })
                    CheckLanguage(examination, languages, activity, descriptor.DisplayName ?? descriptor.Name, expression.Type);
            }

            foreach (var (label, condition) in CasesOf(activity))
                CheckLanguage(examination, languages, activity, $"the case ‘{label}’", condition.Type);
        }
    }

    private static object? ValueOf(IActivity activity, InputDescriptor descriptor) =>
        descriptor.IsSynthetic && !activity.SyntheticProperties.ContainsKey(descriptor.Name) ? null : descriptor.ValueGetter(activity);

    private static bool IsGiven(object? value) => value switch
    {
        null => false,
        string text => !string.IsNullOrWhiteSpace(text),
        Input { Expression: { } expression } => IsGiven(expression.Value),
        Input => true,
        ICollection items => items.Count > 0,
        _ => true,
    };

    private static IEnumerable<(string Label, Expression Condition)> CasesOf(IActivity activity) => activity switch
    {
        FlowSwitch flow => flow.Cases.Select(x => (x.Label, x.Condition)),
        Switch embedded => embedded.Cases.Select(x => (x.Label, x.Condition)),
        _ => [],
    };

    private static void CheckLanguage(WorkflowExamination examination, IExpressionDescriptorRegistry languages, IActivity activity, string what, string language)
    {
        if (languages.Find(language) is not null || OfOtherHosts.Contains(language, StringComparer.Ordinal))
            return;
        var known = string.Join(", ", languages.ListAll().Where(x => x.IsBrowsable).Select(x => x.Type));
        examination.Refuse(activity, $"{what} is written in {language}, which is not switched on here; {known} are.");
    }
}
