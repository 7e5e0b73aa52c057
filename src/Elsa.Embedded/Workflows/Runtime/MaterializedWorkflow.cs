using Elsa.Workflows.Activities;

namespace Elsa.Workflows.Runtime;

/// <summary>A workflow that a provider provides.</summary>
/// <param name="Workflow">The workflow.</param>
/// <param name="ProviderName">The provider.</param>
/// <param name="MaterializerName">What makes the workflow again.</param>
/// <param name="MaterializerContext">What that needs to know.</param>
/// <param name="OriginalSource">The text it was read from.</param>
public record MaterializedWorkflow(Workflow Workflow, string ProviderName, string MaterializerName, object? MaterializerContext = null, string? OriginalSource = null);
