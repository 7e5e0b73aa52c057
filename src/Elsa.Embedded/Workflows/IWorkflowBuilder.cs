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

    /// <summary>Adds a variable with an initial value.</summary>
    Variable<T?> WithVariable<T>(string name, T? value);

    /// <summary>Adds a variable.</summary>
    IWorkflowBuilder WithVariable(Variable variable);

    /// <summary>Adds variables.</summary>
    IWorkflowBuilder WithVariables(params Variable[] variables);

    /// <summary>Adds an input.</summary>
    InputDefinition WithInput<T>(string name, string? description = null);

    /// <summary>Adds an output.</summary>
    OutputDefinition WithOutput<T>(string name, string? description = null);

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
