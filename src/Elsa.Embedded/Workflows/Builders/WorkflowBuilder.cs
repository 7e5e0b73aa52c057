using Elsa.Workflows.Activities;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;

namespace Elsa.Workflows.Builders;

/// <summary>Collects the parts and makes a published workflow of them.</summary>
internal sealed class WorkflowBuilder(IIdentityGenerator identities) : IWorkflowBuilder
{
    public string? Id { get; set; }
    public string? DefinitionId { get; set; }
    public int Version { get; set; } = 1;
    public string? Name { get; set; }
    public string? Description { get; set; }
    public bool IsReadonly { get; set; }
    public IActivity? Root { get; set; }
    public ICollection<InputDefinition> Inputs { get; set; } = new List<InputDefinition>();
    public ICollection<OutputDefinition> Outputs { get; set; } = new List<OutputDefinition>();
    public ICollection<Variable> Variables { get; set; } = new List<Variable>();
    public ICollection<string> Outcomes { get; set; } = new List<string>();
    public Variable? Result { get; set; }
    public WorkflowOptions WorkflowOptions { get; } = new();

    public IWorkflowBuilder WithDefinitionId(string definitionId)
    {
        DefinitionId = definitionId;
        return this;
    }

    public Variable<T?> WithVariable<T>(string name, T? value)
    {
        var variable = new Variable<T?>(name, value);
        Variables.Add(variable);
        return variable;
    }

    public IWorkflowBuilder WithVariable(Variable variable)
    {
        Variables.Add(variable);
        return this;
    }

    public IWorkflowBuilder WithVariables(params Variable[] variables)
    {
        foreach (var variable in variables)
            Variables.Add(variable);
        return this;
    }

    public InputDefinition WithInput<T>(string name, string? description = null)
    {
        var input = new InputDefinition { Name = name, DisplayName = name, Type = typeof(T), Description = description ?? "", Category = "" };
        Inputs.Add(input);
        return input;
    }

    public OutputDefinition WithOutput<T>(string name, string? description = null)
    {
        var output = new OutputDefinition { Name = name, DisplayName = name, Type = typeof(T), Description = description ?? "", Category = "" };
        Outputs.Add(output);
        return output;
    }

    public async Task<Workflow> BuildWorkflowAsync(IWorkflow workflowDefinition, CancellationToken cancellationToken = default)
    {
        DefinitionId ??= workflowDefinition.GetType().Name;
        Id ??= $"{DefinitionId}:v{Version}";
        await workflowDefinition.BuildAsync(this, cancellationToken);
        return await BuildWorkflowAsync(cancellationToken);
    }

    public Task<Workflow> BuildWorkflowAsync(CancellationToken cancellationToken = default)
    {
        var definitionId = DefinitionId ?? identities.GenerateId();
        var workflow = new Workflow(
            new WorkflowIdentity(definitionId, Version, Id ?? identities.GenerateId()),
            WorkflowPublication.LatestAndPublished,
            new WorkflowMetadata(Name ?? definitionId, Description),
            WorkflowOptions,
            Root ?? new Sequence(null, null),
            Variables,
            Inputs,
            Outputs,
            Outcomes,
            new Dictionary<string, object>(),
            IsReadonly,
            false)
        {
            ResultVariable = Result,
        };
        return Task.FromResult(workflow);
    }
}

/// <summary>Creates builders.</summary>
internal sealed class WorkflowBuilderFactory(IIdentityGenerator identities) : IWorkflowBuilderFactory
{
    public IWorkflowBuilder CreateBuilder() => new WorkflowBuilder(identities);
}
