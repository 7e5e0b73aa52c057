using Elsa.Workflows;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;

namespace Elsa.Http;

/// <summary>What outputs are wanted as.</summary>
internal static class OutputTypes
{
    /// <summary>The type of the variable that an output is bound to; null if it is bound to none, or the variable takes anything.</summary>
    public static Type? Of(ActivityExecutionContext context, Output? output)
    {
        if (output?.MemoryBlockReference() is not { Id: { } id })
            return null;
        for (var scope = context; scope is not null; scope = scope.ParentActivityExecutionContext)
        {
            if (scope.Variables.FirstOrDefault(x => x.Id == id) is { } variable)
                return TypeOf(variable);
        }

        return context.WorkflowExecutionContext.Variables.FirstOrDefault(x => x.Id == id) is { } declared ? TypeOf(declared) : null;
    }

    private static Type? TypeOf(Variable variable) =>
        variable.GetType() is { IsGenericType: true } type && type.GetGenericArguments()[0] is var value && value != typeof(object) ? value : null;
}
