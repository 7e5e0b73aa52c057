using System.Reflection;
using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;

namespace Elsa.Embedded.Tests.Documented;

/// <summary>Inputs with defaults from everywhere, and one that is secret.</summary>
[Activity("Samples", "Settings")]
public sealed class Settings : CodeActivity<string>
{
    [Input(DefaultValue = "daily")]
    public Input<string> Plan { get; set; } = default!;

    [Input(DefaultValue = "3")]
    public Input<int> Copies { get; set; } = default!;

    [Input(DefaultValueProvider = typeof(FirstDrive))]
    public Input<string> Drive { get; set; } = default!;

    [Input(DefaultValue = Shade.Dark)]
    public Shade Look { get; set; }

    [Input(DefaultValue = "attribute")]
    public Input<string> Own { get; set; } = new("class");

    [Input(CanContainSecrets = true)]
    public Input<int> Pin { get; set; } = new(0);

    protected override void Execute(ActivityExecutionContext context) =>
        context.SetResult($"{context.Get(Plan)} {context.Get(Copies)} {context.Get(Drive)} {Look} {context.Get(Own)}");

    private sealed class FirstDrive : IActivityPropertyDefaultValueProvider
    {
        public object GetDefaultValue(PropertyInfo property) => $"first {property.Name}";
    }
}
