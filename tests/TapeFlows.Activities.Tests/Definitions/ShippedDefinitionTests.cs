using System.Text.Json;
using Elsa.Workflows;
using Elsa.Workflows.Models;

namespace TapeFlows.Activities.Tests.Definitions;

/// <summary>The shipped definitions, held against what the activities say of themselves: a designer shows nothing that does not exist.</summary>
public sealed class ShippedDefinitionTests(EngineFixture engine) : IClassFixture<EngineFixture>
{
    private readonly ProcedureRoom _room = engine.Room;

    public static TheoryData<string> Shipped => new(ShippedProcedures.Names);

    [Fact]
    public void There_are_twelve_procedures() =>
        Assert.Equal(
            [
                "backup-report", "clean-drive", "cleanup", "copy-set", "differential-backup", "full-backup", "health-check", "incremental-backup", "monthly-full-backup", "restore", "retention-check", "verify-media",
            ],
            ShippedProcedures.Names);

    [Theory, MemberData(nameof(Shipped))]
    public void The_file_is_named_after_its_definition_and_is_published(string name)
    {
        var model = _room.Load(name);
        Assert.Equal(name, model.DefinitionId);
        Assert.True(model.IsLatest && model.IsPublished);
        Assert.False(string.IsNullOrWhiteSpace(model.Name) || string.IsNullOrWhiteSpace(model.Description));
    }

    [Theory, MemberData(nameof(Shipped))]
    public void Every_activity_is_known_and_has_only_inputs_and_outputs_that_its_type_has(string name)
    {
        foreach (var activity in ActivitiesOf(name))
        {
            var descriptor = DescriptorOf(activity);
            var properties = descriptor.Inputs.Select(input => input.Name).Concat(descriptor.Outputs.Select(output => output.Name)).Select(Camel).ToHashSet(StringComparer.Ordinal);
            var given = activity.EnumerateObject().Select(property => property.Name)
                .Except(["id", "nodeId", "name", "type", "version", "customProperties", "metadata"], StringComparer.Ordinal).ToArray();
            Assert.All(given, property => Assert.Contains(property, properties));
            // As a server exports it: every property is there, null when it is not set.
            Assert.All(properties.Except(["result"], StringComparer.Ordinal), property => Assert.Contains(property, given));
        }
    }

    [Theory, MemberData(nameof(Shipped))]
    public void Every_connection_goes_from_a_port_that_exists_to_an_activity_that_exists(string name)
    {
        var activities = ActivitiesOf(name).ToDictionary(activity => Text(activity, "id"), StringComparer.Ordinal);
        foreach (var connection in ConnectionsOf(name))
        {
            var source = activities[Text(connection.GetProperty("source"), "activity")];
            Assert.Contains(Text(connection.GetProperty("source"), "port"), PortsOf(DescriptorOf(source)));
            Assert.Contains(Text(connection.GetProperty("target"), "activity"), activities.Keys);
            Assert.Equal("In", Text(connection.GetProperty("target"), "port"));
        }
    }

    [Theory, MemberData(nameof(Shipped))]
    public void No_way_out_of_a_tape_activity_is_left_open(string name)
    {
        var used = ConnectionsOf(name).Select(connection => connection.GetProperty("source"))
            .Select(source => (Text(source, "activity"), Text(source, "port"))).ToHashSet();
        foreach (var activity in ActivitiesOf(name).Where(activity => Text(activity, "type").StartsWith("TapeFlows.", StringComparison.Ordinal)))
            Assert.All(PortsOf(DescriptorOf(activity)), port => Assert.Contains((Text(activity, "id"), port), used));
    }

    [Theory, MemberData(nameof(Shipped))]
    public void Every_failure_is_told_before_the_workflow_faults(string name)
    {
        var types = ActivitiesOf(name).ToDictionary(activity => Text(activity, "id"), activity => Text(activity, "type"), StringComparer.Ordinal);
        var faults = ConnectionsOf(name).Where(connection => types[Text(connection.GetProperty("target"), "activity")] == "Elsa.Fault").ToArray();
        Assert.NotEmpty(faults);
        Assert.All(faults, connection => Assert.Equal("TapeFlows.NotifyOperator", types[Text(connection.GetProperty("source"), "activity")]));
    }

    [Theory, MemberData(nameof(Shipped))]
    public void Activities_do_not_cover_each_other_in_the_designer(string name)
    {
        var boxes = ActivitiesOf(name).Select(activity => activity.GetProperty("metadata").GetProperty("designer")).Select(designer => (
            X: designer.GetProperty("position").GetProperty("x").GetDouble(), Y: designer.GetProperty("position").GetProperty("y").GetDouble(),
            Width: designer.GetProperty("size").GetProperty("width").GetDouble(), Height: designer.GetProperty("size").GetProperty("height").GetDouble())).ToArray();
        for (var i = 0; i < boxes.Length; i++)
        {
            for (var j = i + 1; j < boxes.Length; j++)
                Assert.False(boxes[i].X < boxes[j].X + boxes[j].Width && boxes[j].X < boxes[i].X + boxes[i].Width && boxes[i].Y < boxes[j].Y + boxes[j].Height && boxes[j].Y < boxes[i].Y + boxes[i].Height);
        }
    }

    private static JsonElement Root(string name) => JsonDocument.Parse(File.ReadAllText(ShippedProcedures.PathOf(name))).RootElement.GetProperty("root");

    private static IEnumerable<JsonElement> ActivitiesOf(string name) => Root(name).GetProperty("activities").EnumerateArray();

    private static IEnumerable<JsonElement> ConnectionsOf(string name) => Root(name).GetProperty("connections").EnumerateArray();

    private static string Text(JsonElement element, string property) => element.GetProperty(property).GetString()!;

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static string[] PortsOf(ActivityDescriptor descriptor) =>
        descriptor.Ports.Where(port => port.Type == PortType.Flow).Select(port => port.Name).DefaultIfEmpty("Done").ToArray();

    private ActivityDescriptor DescriptorOf(JsonElement activity)
    {
        var descriptor = _room.Activities.Find(Text(activity, "type"), activity.GetProperty("version").GetInt32());
        Assert.NotNull(descriptor);
        return descriptor;
    }
}
