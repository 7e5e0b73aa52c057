using Elsa.Workflows.Models;

namespace Elsa.Expressions.JavaScript.TypeDefinitions.Models;

/// <summary>For what declarations are made.</summary>
/// <param name="WorkflowGraph">The workflow.</param>
/// <param name="ActivityTypeName">The type of the activity whose input is edited.</param>
/// <param name="PropertyName">The input that is edited.</param>
/// <param name="CancellationToken">Cancelled when nobody waits any more.</param>
public record TypeDefinitionContext(WorkflowGraph WorkflowGraph, string? ActivityTypeName, string? PropertyName, CancellationToken CancellationToken);
