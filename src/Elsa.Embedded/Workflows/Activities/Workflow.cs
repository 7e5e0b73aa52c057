using System.ComponentModel;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;

namespace Elsa.Workflows.Activities;

/// <summary>A version of a workflow definition, ready to run.</summary>
[Browsable(false)]
[Activity("Elsa", "Workflows", "A workflow is an activity that executes its Root activity.")]
public class Workflow : Composite<object>, ICloneable
{
    /// <summary>Creates an empty workflow.</summary>
    public Workflow() : base(null, null)
    {
    }

    /// <summary>Creates a workflow that executes an activity.</summary>
    public Workflow(IActivity root) : this() => Root = root;

    /// <summary>Creates a workflow.</summary>
    public Workflow(
        WorkflowIdentity identity,
        WorkflowPublication publication,
        WorkflowMetadata workflowMetadata,
        WorkflowOptions options,
        IActivity root,
        ICollection<Variable> variables,
        ICollection<InputDefinition> inputs,
        ICollection<OutputDefinition> outputs,
        ICollection<string> outcomes,
        IDictionary<string, object> customProperties,
        bool isReadonly,
        bool isSystem) : this(root)
    {
        Identity = identity;
        Publication = publication;
        WorkflowMetadata = workflowMetadata;
        Options = options;
        Variables = variables;
        Inputs = inputs;
        Outputs = outputs;
        Outcomes = outcomes;
        CustomProperties = customProperties;
        IsReadonly = isReadonly;
        IsSystem = isSystem;
    }

    /// <summary>Which version of which definition it is.</summary>
    public WorkflowIdentity Identity { get; set; } = WorkflowIdentity.VersionOne;

    /// <summary>Whether it is the latest version, and in use.</summary>
    public WorkflowPublication Publication { get; set; } = WorkflowPublication.LatestAndPublished;

    /// <summary>What people say about it.</summary>
    public WorkflowMetadata WorkflowMetadata { get; set; } = new();

    /// <summary>How it behaves.</summary>
    public WorkflowOptions Options { get; set; } = new();

    /// <summary>What goes in.</summary>
    public ICollection<InputDefinition> Inputs { get; set; } = new List<InputDefinition>();

    /// <summary>What comes out.</summary>
    public ICollection<OutputDefinition> Outputs { get; set; } = new List<OutputDefinition>();

    /// <summary>The outcomes that it can have as an activity.</summary>
    public ICollection<string> Outcomes { get; set; } = new List<string>();

    /// <summary>Whether operators may not change it.</summary>
    public bool IsReadonly { get; set; }

    /// <summary>Whether it belongs to the engine itself.</summary>
    public bool IsSystem { get; }

    /// <summary>Creates a workflow that executes an activity.</summary>
    public static Workflow FromActivity(IActivity root) => root as Workflow ?? new Workflow(root);

    /// <summary>Copies the workflow; its activities are shared.</summary>
    public Workflow Clone() => (Workflow)MemberwiseClone();

    object ICloneable.Clone() => Clone();
}
