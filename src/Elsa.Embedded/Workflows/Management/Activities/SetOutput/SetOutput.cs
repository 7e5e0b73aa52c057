using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using Elsa.Expressions.Helpers;
using Elsa.Extensions;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Management.Activities.WorkflowDefinitionActivity;
using Elsa.Workflows.Models;
using Elsa.Workflows.UIHints;

namespace Elsa.Workflows.Management.Activities.SetOutput;

/// <summary>Sets an output of the workflow.</summary>
[Activity("Elsa", "Composition", "Assigns a given value to a the container's output.", Kind = ActivityKind.Action)]
public class SetOutput : CodeActivity
{
    /// <summary>Creates the activity.</summary>
    public SetOutput([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line)
    {
    }

    /// <summary>The name of the output.</summary>
    [Input(UIHint = InputUIHints.OutputPicker, DisplayName = "Output", Description = "The output to assign.")]
    [Required]
    public Input<string> OutputName { get; set; } = default!;

    /// <summary>The value.</summary>
    [Input(Description = "The value to assign.")]
    public Input<object?> OutputValue { get; set; } = default!;

    /// <inheritdoc />
    protected override void Execute(ActivityExecutionContext context)
    {
        var name = OutputName.Get(context);
        var value = context.Get(OutputValue);
        if (context.FindParent(x => x.Activity is WorkflowDefinitionActivity.WorkflowDefinitionActivity) is { } user)
        {
            user.SetOutputOfWorkflow(name, value);
            return;
        }

        var workflow = context.WorkflowExecutionContext;
        if (workflow.Workflow.Outputs.FirstOrDefault(x => x.Name == name) is { } definition)
            value = value.ConvertTo(definition.Type);
        workflow.Output[name] = value!;
        if (context.FindParent(x => x.Activity is Composite) is { } composite)
            workflow.GetActivityOutputRegister().Record(composite, name, value);
    }
}
