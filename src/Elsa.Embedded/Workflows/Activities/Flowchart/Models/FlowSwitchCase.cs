using System.Text.Json;
using System.Text.Json.Serialization;
using Elsa.Expressions.Models;
using Elsa.Workflows.Serialization;

namespace Elsa.Workflows.Activities.Flowchart.Models;

/// <summary>A case of a switch in a flowchart.</summary>
public class FlowSwitchCase : IKeepsUnknown
{
    /// <summary>Creates an empty case.</summary>
    [JsonConstructor]
    public FlowSwitchCase()
    {
    }

    /// <summary>Creates a case.</summary>
    public FlowSwitchCase(string label, Expression condition)
    {
        Label = label;
        Condition = condition;
    }

    /// <summary>Creates a case whose condition is code.</summary>
    public FlowSwitchCase(string label, Func<ExpressionExecutionContext, bool> condition) : this(label, Expression.DelegateExpression(condition))
    {
    }

    /// <summary>The name: the port where connections leave.</summary>
    public string Label { get; set; } = default!;

    /// <summary>When it holds.</summary>
    public Expression Condition { get; set; } = Expression.LiteralExpression(false);

    IDictionary<string, JsonElement>? IKeepsUnknown.Unknown { get; set; }
}
