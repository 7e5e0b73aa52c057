using System.Text;
using Elsa.Expressions.CSharp.Extensions;
using Elsa.Expressions.Models;
using Elsa.Extensions;

namespace Elsa.Expressions.CSharp.Services;

/// <summary>Writes the code through which scripts see the variables and inputs of a workflow by name: <c>Variables.Total</c>, <c>Variable.Get&lt;int&gt;("Total")</c>, <c>Input.Get&lt;int&gt;("Amount")</c>.</summary>
internal static class WorkflowAccessors
{
    private const string Variables =
        """
        public sealed class WorkflowVariables(Elsa.Expressions.CSharp.Models.ExecutionContextProxy context)
        {
            public T Get<T>(string name) => context.GetVariable<T>(name);
            public object Get(string name) => context.GetVariable(name);
            public void Set(string name, object value) => context.SetVariable(name, value);

        """;

    private const string Inputs =
        """
        public sealed class WorkflowInputs(Elsa.Expressions.CSharp.Models.ExecutionContextProxy context)
        {
            public T Get<T>(string name) => context.GetInput<T>(name);
            public object Get(string name) => context.GetInput<object>(name);

        """;

    private const string Globals =
        """
        var Variables = new WorkflowVariables(ExecutionContext);
        var Variable = Variables;
        var Input = new WorkflowInputs(ExecutionContext);
        var Inputs = Input;
        """;

    private static readonly HashSet<string> Taken = new(StringComparer.Ordinal)
    {
        "Get", "Set", "WorkflowVariables", "WorkflowInputs", nameof(Equals), nameof(GetHashCode), nameof(GetType), nameof(ToString), nameof(MemberwiseClone), "Finalize",
    };

    public static string Write(ExpressionExecutionContext context)
    {
        var text = new StringBuilder(Variables);
        foreach (var variable in context.GetVariablesInScope().Where(x => CanBeWritten(x.Name)).DistinctBy(x => x.Name, StringComparer.Ordinal))
        {
            var type = CSharpTypeNames.Write(variable.ValueType);
            text.Append($"    public {type} {variable.Name} {{ get => Get<{type}>(\"{variable.Name}\"); set => Set(\"{variable.Name}\", value); }}\n");
        }

        text.Append("}\n").Append(Inputs);
        if (context.TryGetWorkflowExecutionContext(out var workflow))
        {
            foreach (var input in workflow.Workflow.Inputs.Where(x => CanBeWritten(x.Name)).DistinctBy(x => x.Name, StringComparer.Ordinal))
            {
                var type = CSharpTypeNames.Write(input.Type);
                text.Append($"    public {type} {input.Name} => Get<{type}>(\"{input.Name}\");\n");
            }
        }

        return text.Append("}\n").Append(Globals).ToString();
    }

    private static bool CanBeWritten(string? name) => name is not null && name.IsValidVariableName() && !Taken.Contains(name);
}
