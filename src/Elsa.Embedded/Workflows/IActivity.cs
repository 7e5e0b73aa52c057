using System.Text.Json.Serialization;

namespace Elsa.Workflows;

/// <summary>A step of a workflow.</summary>
public interface IActivity
{
    /// <summary>The identity within the workflow.</summary>
    string Id { get; set; }

    /// <summary>The path from the workflow to the activity: ids joined by colons.</summary>
    string NodeId { get; set; }

    /// <summary>The name that people gave it.</summary>
    string? Name { get; set; }

    /// <summary>The name of its type.</summary>
    string Type { get; set; }

    /// <summary>The version of its type.</summary>
    int Version { get; set; }

    /// <summary>Settings that every activity has, such as canStartWorkflow.</summary>
    IDictionary<string, object> CustomProperties { get; set; }

    /// <summary>Inputs and outputs that the descriptor declares but the class does not.</summary>
    [JsonIgnore]
    IDictionary<string, object> SyntheticProperties { get; set; }

    /// <summary>What tools keep with the activity, such as its place in the designer.</summary>
    IDictionary<string, object> Metadata { get; set; }

    /// <summary>Whether the activity wants to be executed.</summary>
    ValueTask<bool> CanExecuteAsync(ActivityExecutionContext context);

    /// <summary>Does the work, or schedules it.</summary>
    ValueTask ExecuteAsync(ActivityExecutionContext context);
}
