using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Elsa.Workflows;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using Elsa.Workflows.UIHints;
using Elsa.Workflows.UIHints.Dropdown;

namespace Elsa.Embedded.Tests.Workflows;

public sealed class DescriptorTests
{
    [Fact]
    public async Task A_custom_activity_is_described_by_its_attributes()
    {
        await using var engine = await Engine.StartAsync();
        var descriptor = engine.Get<IActivityRegistry>().Find("Samples.Mount")!;

        Assert.Equal(("Mount a volume", "Mounts a volume.", "Samples", 1, ActivityKind.Action), (descriptor.DisplayName, descriptor.Description, descriptor.Category, descriptor.Version, descriptor.Kind));
        Assert.Equal(["Done Flow", "Failed Flow"], descriptor.Ports.Select(x => $"{x.Name} {x.Type}"));
        Assert.Equal(["Pool dropdown String", "Password singleline String", "Shade dropdown Nullable`1", "Wait checkbox Boolean"], descriptor.Inputs.Select(x => $"{x.Name} {x.UIHint} {x.Type.Name}"));
        Assert.Equal(["Barcode String", "Result Int32"], descriptor.Outputs.Select(x => $"{x.Name} {x.Type.Name}").Order());
        Assert.Equal(["scratch", "monthly"], Choices(descriptor, "Pool"));
        Assert.Equal(["", "Light", "Dark"], Choices(descriptor, "Shade"));
        Assert.True(descriptor.Inputs.Single(x => x.Name == "Password").IsSensitive);
        Assert.Equal("The pool.", descriptor.Inputs.Single(x => x.Name == "Pool").Description);
    }

    [Theory]
    [InlineData("Elsa.FlowDecision", "Decision", "Branching", true)]
    [InlineData("Elsa.SetVariable", "Set Variable", "Primitives", true)]
    [InlineData("Elsa.Flowchart", "Flowchart", "Flow", false)]
    [InlineData("Elsa.Sequence", "Sequence", "Workflows", false)]
    [InlineData("Elsa.ForEach", "For Each", "Looping", true)]
    [InlineData("Elsa.SetOutput", "Set Output", "Composition", true)]
    [InlineData("Elsa.NotFoundActivity", "Not Found Activity", "System", false)]
    public async Task Built_in_activities_are_described_as_recorded(string type, string name, string category, bool isBrowsable)
    {
        await using var engine = await Engine.StartAsync();
        var descriptor = engine.Get<IActivityRegistry>().Find(type)!;
        Assert.Equal((name, category, isBrowsable), (descriptor.DisplayName, descriptor.Category, descriptor.IsBrowsable));
    }

    [Fact]
    public async Task Every_built_in_activity_can_be_made_and_written()
    {
        await using var engine = await Engine.StartAsync();
        var serializer = engine.Get<IActivitySerializer>();
        var types = engine.Get<IActivityRegistry>().ListAll().Where(x => x.TypeName.StartsWith("Elsa.", StringComparison.Ordinal) && x.TypeName != "Elsa.NotFoundActivity").ToList();
        Assert.True(types.Count >= 28, $"{types.Count}");
        Assert.All(types, x =>
        {
            var activity = serializer.Deserialize($"{{\"type\":\"{x.TypeName}\",\"version\":{x.Version},\"id\":\"x\"}}");
            Assert.Equal((x.TypeName, x.ClrType), (activity.Type, activity.GetType()));
            Assert.Contains($"\"type\": \"{x.TypeName}\"", serializer.Serialize(activity));
        });
    }

    [Fact]
    public async Task A_handler_finds_the_choices_of_a_list()
    {
        await using var engine = await Engine.StartAsync();
        var descriptor = await engine.Get<IActivityDescriber>().DescribeActivityAsync(typeof(Choosing), TestContext.Current.CancellationToken);
        Assert.Equal(["one", "two"], Choices(descriptor, "Pool"));
    }

    [Theory]
    [InlineData("Boxes", InputUIHints.CheckList, """{"checkList":{"items":[{"text":"one","value":"one"},{"text":"two","value":"two"}],"isFlagsEnum":false}}""")]
    [InlineData("Days", InputUIHints.CheckList, """{"checkList":{"items":[{"text":"None","value":"None"},{"text":"Saturday","value":"Saturday"},{"text":"Sunday","value":"Sunday"}],"isFlagsEnum":true}}""")]
    [InlineData("Buttons", InputUIHints.RadioList, """{"radioList":{"items":[{"text":"one","value":"one"}],"isFlagsEnum":false}}""")]
    [InlineData("Json", InputUIHints.CodeEditor, """{"language":"json"}""")]
    public async Task An_editor_gets_its_settings_under_its_own_name(string input, string editor, string settings)
    {
        await using var engine = await Engine.StartAsync();
        var descriptor = await engine.Get<IActivityDescriber>().DescribeActivityAsync(typeof(Edited), TestContext.Current.CancellationToken);
        var given = Assert.Single(descriptor.Inputs.Single(x => x.Name == input).UISpecifications!);
        Assert.Equal((editor, settings), (given.Key, JsonSerializer.Serialize(given.Value, Web)));
    }

    private static IEnumerable<string> Choices(ActivityDescriptor descriptor, string input)
    {
        var specifications = descriptor.Inputs.Single(x => x.Name == input).UISpecifications!;
        return ((DropDownProps)specifications[InputUIHints.DropDown]).SelectList!.Items.Select(x => x.Value);
    }

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    [Flags]
    private enum FreeDays
    {
        None = 0,
        Saturday = 1,
        Sunday = 2,
    }

    private sealed class Edited : CodeActivity
    {
        [Input(UIHint = InputUIHints.CheckList, Options = new[] { "one", "two" })]
        public Input<ICollection<string>> Boxes { get; set; } = default!;

        [Input(UIHint = InputUIHints.CheckList)]
        public Input<FreeDays> Days { get; set; } = default!;

        [Input(UIHint = InputUIHints.RadioList, Options = new[] { "one" })]
        public Input<string> Buttons { get; set; } = default!;

        [Input(UIHint = InputUIHints.JsonEditor)]
        public Input<object> Json { get; set; } = default!;
    }

    private sealed class Choosing : CodeActivity
    {
        [Input(UIHint = InputUIHints.DropDown, UIHandler = typeof(Pools))]
        public Input<string> Pool { get; set; } = default!;
    }

    private sealed class Pools : DropDownOptionsProviderBase
    {
        protected override ValueTask<ICollection<SelectListItem>> GetItemsAsync(PropertyInfo propertyInfo, object? context, CancellationToken cancellationToken) =>
            new([new SelectListItem("One", "one"), new SelectListItem("Two", "two")]);
    }
}
