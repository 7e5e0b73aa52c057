namespace Elsa.Workflows.Management.Options;

/// <summary>What a new instance starts with.</summary>
public class WorkflowInstanceOptions
{
    /// <summary>Its identity; null makes one.</summary>
    public string? WorkflowInstanceId { get; set; }

    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>What ties it to the business.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>The instance that starts it.</summary>
    public string? ParentWorkflowInstanceId { get; set; }

    /// <summary>What goes in.</summary>
    public IDictionary<string, object>? Input { get; set; }

    /// <summary>State that is stored with it.</summary>
    public IDictionary<string, object>? Properties { get; set; }
}
