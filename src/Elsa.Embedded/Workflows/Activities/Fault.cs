using System.Runtime.CompilerServices;
using Elsa.Extensions;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Exceptions;
using Elsa.Workflows.Models;

namespace Elsa.Workflows.Activities;

/// <summary>Says that the workflow failed.</summary>
[Activity("Elsa", "Primitives", "Faults the workflow.")]
public class Fault : Activity
{
    /// <summary>Creates the activity.</summary>
    public Fault([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line)
    {
    }

    /// <summary>What failed, for machines.</summary>
    [Input(Description = "Code to categorize the fault.")]
    public Input<string> Code { get; set; } = default!;

    /// <summary>The area in which it failed.</summary>
    [Input(Description = "Category to categorize the fault. Examples: HTTP, Alteration, Azure, etc.")]
    public Input<string> Category { get; set; } = default!;

    /// <summary>The kind of fault: System, Business, Integration.</summary>
    [Input(DisplayName = "Type", Description = "The type of fault. Examples: System, Business, Integration, etc.")]
    public Input<string> FaultType { get; set; } = default!;

    /// <summary>What a person should know.</summary>
    [Input(Description = "The message to include with the fault.")]
    public Input<string?> Message { get; set; } = default!;

    /// <summary>Creates the activity with its inputs.</summary>
    public static Fault Create(string code, string category, string type, string? message = null, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) =>
        new(source, line)
        {
            Code = new Input<string>(code),
            Category = new Input<string>(category),
            FaultType = new Input<string>(type),
            Message = new Input<string?>(message),
        };

    /// <inheritdoc />
    protected override void Execute(ActivityExecutionContext context) => throw new FaultException(
        Code.GetOrDefault(context) ?? "0",
        Category.GetOrDefault(context) ?? "General",
        FaultType.GetOrDefault(context) ?? "System",
        Message.GetOrDefault(context));
}
