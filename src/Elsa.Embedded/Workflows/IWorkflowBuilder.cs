using Elsa.Workflows.Activities;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;

namespace Elsa.Workflows;

/// <summary>Puts a workflow together.</summary>
public interface IWorkflowBuilder
{
    /// <summary>The identity of the version.</summary>
    string? Id { get; set; }

    /// <summary>The definition.</summary>
    string? DefinitionId { get; set; }

    /// <summary>The number of the version.</summary>
    int Version { get; set; }

    /// <summary>The name.</summary>
    string? Name { get; set; }

    /// <summary>What it does.</summary>
    string? Description { get; set; }

    /// <summary>Whether operators may not change it.</summary>
    bool IsReadonly { get; set; }

    /// <summary>Whether it belongs to the engine itself.</summary>
    bool IsSystem { get; set; }

    /// <summary>The tenant that owns it.</summary>
    string? TenantId { get; set; }

    /// <summary>What else there is to know; definitions carry it along.</summary>
    [Obsolete("Use PropertyBag instead")]
    IDictionary<string, object> CustomProperties { get; }

    /// <summary>What it executes.</summary>
    IActivity? Root { get; set; }

    /// <summary>What goes in.</summary>
    ICollection<InputDefinition> Inputs { get; set; }

    /// <summary>What comes out.</summary>
    ICollection<OutputDefinition> Outputs { get; set; }

    /// <summary>Its variables.</summary>
    ICollection<Variable> Variables { get; set; }

    /// <summary>The outcomes that it can have as an activity.</summary>
    ICollection<string> Outcomes { get; set; }

    /// <summary>The variable that holds the result.</summary>
    Variable? Result { get; set; }

    /// <summary>How it behaves.</summary>
    WorkflowOptions WorkflowOptions { get; }

    /// <summary>Sets the definition.</summary>
    IWorkflowBuilder WithDefinitionId(string definitionId);

    /// <summary>Sets the identity of the version.</summary>
    IWorkflowBuilder WithId(string id);

    /// <summary>Sets the tenant that owns it.</summary>
    IWorkflowBuilder WithTenantId(string tenantId);

    /// <summary>Operators may not change it.</summary>
    IWorkflowBuilder AsReadonly();

    /// <summary>It belongs to the engine itself.</summary>
    IWorkflowBuilder AsSystemWorkflow();

    /// <summary>Sets the rule that says whether a new instance may start.</summary>
    IWorkflowBuilder WithActivationStrategyType<T>() where T : IWorkflowActivationStrategy;

    /// <summary>Sets something else that there is to know.</summary>
    IWorkflowBuilder WithCustomProperty(string name, object value);

    /// <summary>Adds a variable that is named after its place among them.</summary>
    [Obsolete("Use the overload that takes a name instead. This overload will be removed in a future version.")]
    Variable<T?> WithVariable<T>();

    /// <summary>Adds a variable with an initial value that is named after its place among them.</summary>
    [Obsolete("Use the overload that takes a name instead. This overload will be removed in a future version.")]
    Variable<T?> WithVariable<T>(T? value);

    /// <summary>Adds a variable with an initial value.</summary>
    Variable<T?> WithVariable<T>(string name, T? value);

    /// <summary>Adds a variable.</summary>
    IWorkflowBuilder WithVariable<T>(Variable<T?> variable);

    /// <summary>Adds a variable.</summary>
    IWorkflowBuilder WithVariable(Variable variable);

    /// <summary>Adds variables.</summary>
    IWorkflowBuilder WithVariables(params Variable[] variables);

    /// <summary>Adds an input.</summary>
    InputDefinition WithInput<T>(string name, string? description = null);

    /// <summary>Adds an input.</summary>
    InputDefinition WithInput(string name, Type type, string? description = null);

    /// <summary>Adds an input, and calls what sets the rest.</summary>
    InputDefinition WithInput(string name, Type type, Action<InputDefinition>? setup = null);

    /// <summary>Adds an input, and calls what sets it up.</summary>
    InputDefinition WithInput(Action<InputDefinition> setup);

    /// <summary>Adds an input.</summary>
    IWorkflowBuilder WithInput(InputDefinition inputDefinition);

    /// <summary>Adds an output.</summary>
    OutputDefinition WithOutput<T>(string name, string? description = null);

    /// <summary>Adds an output.</summary>
    OutputDefinition WithOutput(string name, Type type, string? description = null);

    /// <summary>Adds an output, and calls what sets the rest.</summary>
    OutputDefinition WithOutput(string name, Type type, Action<OutputDefinition>? setup = null);

    /// <summary>Adds an output, and calls what sets it up.</summary>
    OutputDefinition WithOutput(Action<OutputDefinition> setup);

    /// <summary>Adds an output.</summary>
    OutputDefinition WithOutput(OutputDefinition outputDefinition);

    /// <summary>The workflow.</summary>
    Task<Workflow> BuildWorkflowAsync(CancellationToken cancellationToken = default);

    /// <summary>The workflow that code puts together.</summary>
    Task<Workflow> BuildWorkflowAsync(IWorkflow workflowDefinition, CancellationToken cancellationToken = default);
}

/// <summary>Creates builders.</summary>
public interface IWorkflowBuilderFactory
{
    /// <summary>A new builder.</summary>
    IWorkflowBuilder CreateBuilder();
}
