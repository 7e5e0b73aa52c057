using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;

namespace Elsa.Embedded.Tests.Documented;

/// <summary>Takes a password and, as careless code does, quotes it where it fails.</summary>
[Activity("Samples", "Settings")]
public sealed class Login : CodeActivity
{
    [Input(CanContainSecrets = true)]
    public Input<string> Password { get; set; } = default!;

    protected override void Execute(ActivityExecutionContext context)
    {
        var password = Password.Get(context);
        context.AddExecutionLogEntry("Asked", $"Asked with {password}");
        throw new InvalidOperationException($"The password '{password}' was refused.", new FormatException($"no user has {password}"));
    }
}
