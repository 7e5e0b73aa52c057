using Elsa.Expressions.Models;
using Elsa.Workflows.Memory;

namespace Elsa.Workflows;

/// <summary>The execution of a workflow or of one of its activities.</summary>
public interface IExecutionContext
{
    /// <summary>The identity of the execution.</summary>
    string Id { get; }

    /// <summary>What is executed.</summary>
    IActivity Activity { get; }

    /// <summary>The scope of its expressions.</summary>
    ExpressionExecutionContext ExpressionExecutionContext { get; }

    /// <summary>The variables that it declares.</summary>
    IEnumerable<Variable> Variables { get; }

    /// <summary>State that is stored with the execution.</summary>
    IDictionary<string, object> Properties { get; }
}
