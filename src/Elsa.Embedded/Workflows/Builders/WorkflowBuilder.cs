using System.Globalization;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;

namespace Elsa.Workflows.Builders;

/// <summary>Collects the parts and makes a published workflow of them.</summary>
internal sealed class WorkflowBuilder(IIdentityGenerator identities) : IWorkflowBuilder
{
    private readonly Dictionary<string, object> _customProperties = [];

    public string? Id { get; set; }
    public string? DefinitionId { get; set; }
    public string? TenantId { get; set; }
    public int Version { get; set; } = 1;
    public string? Name { get; set; }
    public string? Description { get; set; }
    public bool IsReadonly { get; set; }
    public bool IsSystem { get; set; }
    public IActivity? Root { get; set; }
    public ICollection<InputDefinition> Inputs { get; set; } = new List<InputDefinition>();
    public ICollection<OutputDefinition> Outputs { get; set; } = new List<OutputDefinition>();
    public ICollection<Variable> Variables { get; set; } = new List<Variable>();
    public ICollection<string> Outcomes { get; set; } = new List<string>();
    public Variable? Result { get; set; }
    public WorkflowOptions WorkflowOptions { get; } = new();
    public IDictionary<string, object> CustomProperties => _customProperties;

    public IWorkflowBuilder WithId(string id) => With(() => Id = id);

    public IWorkflowBuilder WithDefinitionId(string definitionId) => With(() => DefinitionId = definitionId);

    public IWorkflowBuilder WithTenantId(string tenantId) => With(() => TenantId = tenantId);

    public IWorkflowBuilder AsReadonly() => With(() => IsReadonly = true);

    public IWorkflowBuilder AsSystemWorkflow() => With(() => IsSystem = true);

    public IWorkflowBuilder WithActivationStrategyType<T>() where T : IWorkflowActivationStrategy => With(() => WorkflowOptions.ActivationStrategyType = typeof(T));

    public IWorkflowBuilder WithCustomProperty(string name, object value) => With(() => _customProperties[name] = value);

    public Variable<T?> WithVariable<T>() => WithVariable<T>(default(T));

    public Variable<T?> WithVariable<T>(T? value) => WithVariable(string.Create(CultureInfo.InvariantCulture, $"Variable{Variables.Count + 1}"), value);

    public Variable<T?> WithVariable<T>(string name, T? value) => Add(Variables, new Variable<T?>(name, value));

    public IWorkflowBuilder WithVariable<T>(Variable<T?> variable) => WithVariable((Variable)variable);

    public IWorkflowBuilder WithVariable(Variable variable) => With(() => Variables.Add(variable));

    public IWorkflowBuilder WithVariables(params Variable[] variables)
    {
        foreach (var variable in variables)
            Variables.Add(variable);
        return this;
    }

    public InputDefinition WithInput<T>(string name, string? description = null) => WithInput(name, typeof(T), description);

    public InputDefinition WithInput(string name, Type type, string? description = null) => WithInput(name, type, x => x.Description = description ?? "");

    public InputDefinition WithInput(string name, Type type, Action<InputDefinition>? setup = null) => Add(Inputs, Describe(new InputDefinition(), name, type, setup));

    public InputDefinition WithInput(Action<InputDefinition> setup) => Add(Inputs, Describe(new InputDefinition(), "", typeof(object), setup));

    public IWorkflowBuilder WithInput(InputDefinition inputDefinition) => With(() => Inputs.Add(inputDefinition));

    public OutputDefinition WithOutput<T>(string name, string? description = null) => WithOutput(name, typeof(T), description);

    public OutputDefinition WithOutput(string name, Type type, string? description = null) => WithOutput(name, type, x => x.Description = description ?? "");

    public OutputDefinition WithOutput(string name, Type type, Action<OutputDefinition>? setup = null) => Add(Outputs, Describe(new OutputDefinition(), name, type, setup));

    public OutputDefinition WithOutput(Action<OutputDefinition> setup) => Add(Outputs, Describe(new OutputDefinition(), "", typeof(object), setup));

    public OutputDefinition WithOutput(OutputDefinition outputDefinition) => Add(Outputs, outputDefinition);

    public async Task<Workflow> BuildWorkflowAsync(IWorkflow workflowDefinition, CancellationToken cancellationToken = default)
    {
        DefinitionId ??= workflowDefinition.GetType().Name;
        await workflowDefinition.BuildAsync(this, cancellationToken);
        Id ??= $"{workflowDefinition.GetType().Name}:v{Version}";
        return await BuildWorkflowAsync(cancellationToken);
    }

    public Task<Workflow> BuildWorkflowAsync(CancellationToken cancellationToken = default)
    {
        var definitionId = DefinitionId ?? identities.GenerateId();
        var workflow = new Workflow(
            new WorkflowIdentity(definitionId, Version, Id ?? identities.GenerateId(), TenantId),
            WorkflowPublication.LatestAndPublished,
            new WorkflowMetadata(Name ?? definitionId, Description),
            WorkflowOptions,
            Root ?? new Sequence(null, null),
            Variables,
            Inputs,
            Outputs,
            Outcomes,
            _customProperties,
            IsReadonly,
            IsSystem)
        {
            ResultVariable = Result,
        };
        return Task.FromResult(workflow);
    }

    private static T Describe<T>(T argument, string name, Type type, Action<T>? setup) where T : ArgumentDefinition
    {
        (argument.Name, argument.DisplayName, argument.Type, argument.Description, argument.Category) = (name, name, type, "", "");
        setup?.Invoke(argument);
        return argument;
    }

    private static T Add<TItem, T>(ICollection<TItem> items, T item) where T : TItem
    {
        items.Add(item);
        return item;
    }

    private WorkflowBuilder With(Action change)
    {
        change();
        return this;
    }
}

/// <summary>Creates builders.</summary>
internal sealed class WorkflowBuilderFactory(IIdentityGenerator identities) : IWorkflowBuilderFactory
{
    public IWorkflowBuilder CreateBuilder() => new WorkflowBuilder(identities);
}
