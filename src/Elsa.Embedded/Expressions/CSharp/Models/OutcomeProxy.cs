using Elsa.Expressions.Models;

namespace Elsa.Expressions.CSharp.Models;

/// <summary>Sets the outcomes of the activity that the script is.</summary>
public class OutcomeProxy
{
    /// <summary>Under which key the outcomes lie among what belongs to the scope.</summary>
    public static readonly object OutcomePropertiesKey = new();

    private readonly ExpressionExecutionContext _context;

    /// <summary>Creates the proxy of one scope.</summary>
    public OutcomeProxy(ExpressionExecutionContext expressionExecutionContext) => _context = expressionExecutionContext;

    /// <summary>Sets where the flow goes on.</summary>
    public void Set(params string[] outcomeNames) => _context.TransientProperties[OutcomePropertiesKey] = outcomeNames;
}
