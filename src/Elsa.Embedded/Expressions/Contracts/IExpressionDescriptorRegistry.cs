using Elsa.Expressions.Models;

namespace Elsa.Expressions.Contracts;

/// <summary>The known syntaxes of expressions.</summary>
public interface IExpressionDescriptorRegistry
{
    /// <summary>Adds a syntax, in place of an earlier one of the same name.</summary>
    void Add(ExpressionDescriptor descriptor);

    /// <summary>Adds many syntaxes.</summary>
    void AddRange(IEnumerable<ExpressionDescriptor> descriptors);

    /// <summary>All syntaxes in the order in which they came.</summary>
    IEnumerable<ExpressionDescriptor> ListAll();

    /// <summary>The first syntax that fits.</summary>
    ExpressionDescriptor? Find(Func<ExpressionDescriptor, bool> predicate);

    /// <summary>The syntax with the name.</summary>
    ExpressionDescriptor? Find(string type);
}
