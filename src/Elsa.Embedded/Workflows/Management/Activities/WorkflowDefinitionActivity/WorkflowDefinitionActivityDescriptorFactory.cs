using System.Text;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Models;
using Elsa.Workflows.UIHints;

namespace Elsa.Workflows.Management.Activities.WorkflowDefinitionActivity;

/// <summary>Describes workflows as activities.</summary>
public class WorkflowDefinitionActivityDescriptorFactory
{
    /// <summary>Describes a version.</summary>
    /// <param name="definition">The version.</param>
    /// <param name="latestPublishedDefinition">The version in use, if it is another one; only that one can be chosen.</param>
    public ActivityDescriptor CreateDescriptor(WorkflowDefinition definition, WorkflowDefinition? latestPublishedDefinition = null)
    {
        var name = TypeName(definition);
        return new ActivityDescriptor
        {
            TypeName = name,
            ClrType = typeof(WorkflowDefinitionActivity),
            Name = name,
            Version = definition.Version,
            DisplayName = definition.Name,
            Description = definition.Description,
            Category = string.IsNullOrWhiteSpace(definition.Options.ActivityCategory) ? "Workflows" : definition.Options.ActivityCategory,
            Kind = ActivityKind.Action,
            IsBrowsable = definition.IsPublished && latestPublishedDefinition is null,
            Inputs = definition.Inputs.Select(Describe).ToList(),
            Outputs = definition.Outputs.Select(Describe).ToList(),
            Ports =
            [
                .. definition.Outcomes.Select(x => new Port { Name = x, DisplayName = x, Type = PortType.Flow }),
                new Port { Name = "Root", DisplayName = "Root", Type = PortType.Embedded, IsBrowsable = false },
            ],
            CustomProperties = new Dictionary<string, object>
            {
                ["RootType"] = nameof(WorkflowDefinitionActivity),
                ["WorkflowDefinitionId"] = definition.DefinitionId,
                ["WorkflowDefinitionVersionId"] = definition.Id,
            },
            ConstructionProperties = new Dictionary<string, object>
            {
                ["WorkflowDefinitionId"] = definition.DefinitionId,
                ["WorkflowDefinitionVersionId"] = definition.Id,
                ["Version"] = definition.Version,
            },
        };
    }

    // A workflow used as an activity has the type PascalCase(name).
    internal static string TypeName(WorkflowDefinition definition)
    {
        var name = new StringBuilder();
        foreach (var word in (definition.Name ?? definition.DefinitionId).Split([' ', '-', '_', '.', '/', '\\', ':', '\t'], StringSplitOptions.RemoveEmptyEntries))
            name.Append(char.ToUpperInvariant(word[0])).Append(word, 1, word.Length - 1);
        return name.Length > 0 ? name.ToString() : definition.DefinitionId;
    }

    private static InputDescriptor Describe(InputDefinition input) => new()
    {
        Name = input.Name,
        Type = input.Type,
        DisplayName = input.DisplayName,
        Description = input.Description,
        Category = input.Category,
        UIHint = input.UIHint ?? InputUIHints.SingleLine,
        StorageDriverType = input.StorageDriverType,
        IsWrapped = true,
        IsSynthetic = true,
        IsBrowsable = true,
        ValueGetter = activity => activity.SyntheticProperties.TryGetValue(input.Name, out var value) ? value : null,
        ValueSetter = (activity, value) => activity.SyntheticProperties[input.Name] = value!,
    };

    private static OutputDescriptor Describe(OutputDefinition output) => new()
    {
        Name = output.Name,
        Type = output.Type,
        DisplayName = output.DisplayName,
        Description = output.Description,
        IsSynthetic = true,
        IsBrowsable = true,
        ValueGetter = activity => activity.SyntheticProperties.TryGetValue(output.Name, out var value) ? value : null,
        ValueSetter = (activity, value) => activity.SyntheticProperties[output.Name] = value!,
    };
}
