using Elsa.Expressions.Models;

namespace Elsa.Expressions.Contracts;

/// <summary>Brings syntaxes of expressions.</summary>
public interface IExpressionDescriptorProvider
{
    /// <summary>The syntaxes; asked for once.</summary>
    IEnumerable<ExpressionDescriptor> GetDescriptors();
}
