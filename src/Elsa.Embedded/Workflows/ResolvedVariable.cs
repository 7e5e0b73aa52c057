using Elsa.Workflows.Memory;

namespace Elsa.Workflows;

/// <summary>A variable with its value.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Value">The value.</param>
public record ResolvedVariable(Variable Variable, object? Value);

/// <summary>A value for a variable.</summary>
/// <param name="Id">The variable.</param>
/// <param name="Value">The value; it is converted to the type of the variable.</param>
public record VariableUpdateValue(string Id, object? Value);
