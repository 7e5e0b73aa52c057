using System.Text.Json.Nodes;
using Elsa.Extensions;
using Elsa.Workflows;

namespace Elsa.Resilience.Extensions;

/// <summary>What an execution keeps about its attempts.</summary>
public static class ActivityExecutionExtensions
{
    internal const string HasRetryAttempts = "HasRetryAttempts";

    /// <summary>Keeps which strategy the execution works with.</summary>
    public static void SetResilienceStrategy(this ActivityExecutionContext context, JsonNode model) => context.SetProperty("ResilienceStrategy", model);

    /// <summary>Whether the execution, or one inside it, had to try again.</summary>
    public static bool GetRetriesAttemptedFlag(this ActivityExecutionContext context) => context.Metadata.TryGetValue(HasRetryAttempts, out var flag) && flag is true;

    /// <summary>Marks the execution and those around it: people see where to look.</summary>
    public static void SetRetriesAttemptedFlag(this ActivityExecutionContext context)
    {
        foreach (var execution in context.GetAncestors().Prepend(context))
        {
            execution.Metadata[HasRetryAttempts] = true;
            execution.Taint();
        }
    }
}
