using System.Text.Json;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;
using Elsa.Workflows.Serialization;

namespace Elsa.Persistence.EFCore.Modules.Management;

/// <summary>What a definition holds beside its root activity, as one JSON column. What the engine does not know is kept among it.</summary>
internal sealed class DefinitionData : IKeepsUnknown
{
    public WorkflowOptions? Options { get; set; }

    public ICollection<Variable>? Variables { get; set; }

    public ICollection<InputDefinition>? Inputs { get; set; }

    public ICollection<OutputDefinition>? Outputs { get; set; }

    public ICollection<string>? Outcomes { get; set; }

    public IDictionary<string, object>? CustomProperties { get; set; }

    IDictionary<string, JsonElement>? IKeepsUnknown.Unknown { get; set; }

    public static string Write(WorkflowDefinition definition, JsonSerializerOptions options)
    {
        var data = new DefinitionData
        {
            Options = definition.Options,
            Variables = definition.Variables,
            Inputs = definition.Inputs,
            Outputs = definition.Outputs,
            Outcomes = definition.Outcomes,
            CustomProperties = definition.CustomProperties,
        };
        ((IKeepsUnknown)data).Unknown = ((IKeepsUnknown)definition).Unknown;
        return JsonSerializer.Serialize(data, options);
    }

    public static void Read(WorkflowDefinition definition, string? json, JsonSerializerOptions options)
    {
        var data = json is null ? null : JsonSerializer.Deserialize<DefinitionData>(json, options);
        definition.Options = data?.Options ?? new WorkflowOptions();
        definition.Variables = data?.Variables ?? [];
        definition.Inputs = data?.Inputs ?? [];
        definition.Outputs = data?.Outputs ?? [];
        definition.Outcomes = data?.Outcomes ?? [];
        definition.CustomProperties = data?.CustomProperties ?? new Dictionary<string, object>();
        ((IKeepsUnknown)definition).Unknown = data is null ? null : ((IKeepsUnknown)data).Unknown;
    }
}
