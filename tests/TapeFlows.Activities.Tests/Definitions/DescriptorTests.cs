using Elsa.Workflows.UIHints;

namespace TapeFlows.Activities.Tests.Definitions;

/// <summary>What a designer is told about the tape activities.</summary>
public sealed class DescriptorTests(EngineFixture engine) : IClassFixture<EngineFixture>
{
    private readonly ProcedureRoom _room = engine.Room;

    [Theory]
    [InlineData("SelectVolume", "Done,NeedsOperator,Failed")]
    [InlineData("MountTape", "Done,NeedsOperator,Failed")]
    [InlineData("StreamFullBackup", "Done,NeedsOperator,Failed")]
    [InlineData("StreamDifferential", "Done,NeedsOperator,Failed")]
    [InlineData("StreamIncremental", "Done,NeedsOperator,Failed")]
    [InlineData("VerifyChecksum", "Done,Damaged,NeedsOperator,Failed")]
    [InlineData("Eject", "Done,Failed")]
    [InlineData("NotifyOperator", "Done")]
    [InlineData("PlanRestore", "Done,NeedsOperator,Failed")]
    [InlineData("RestoreFiles", "Done,Damaged,NeedsOperator,Failed")]
    public void An_activity_has_its_outcomes_and_is_described(string name, string outcomes)
    {
        var descriptor = _room.Activities.Find("TapeFlows." + name);
        Assert.NotNull(descriptor);
        Assert.Equal("Tape", descriptor.Category);
        Assert.Equal(outcomes.Split(','), descriptor.Ports.Select(port => port.Name));
        Assert.False(string.IsNullOrWhiteSpace(descriptor.Description));
        Assert.All(descriptor.Inputs, input => Assert.False(string.IsNullOrWhiteSpace(input.Description)));
        Assert.All(descriptor.Outputs, output => Assert.False(string.IsNullOrWhiteSpace(output.Description)));
    }

    [Theory]
    [InlineData("StreamFullBackup", "Sources", InputUIHints.MultiText)]
    [InlineData("StreamFullBackup", "Pool", InputUIHints.DropDown)]
    [InlineData("StreamFullBackup", "Compression", InputUIHints.DropDown)]
    [InlineData("StreamFullBackup", "OneFileSystem", InputUIHints.Checkbox)]
    [InlineData("StreamIncremental", "CompareContent", InputUIHints.Checkbox)]
    [InlineData("NotifyOperator", "Severity", InputUIHints.DropDown)]
    [InlineData("NotifyOperator", "Message", InputUIHints.MultiLine)]
    [InlineData("RestoreFiles", "Overwrite", InputUIHints.DropDown)]
    public void An_input_has_an_editor_that_fits(string activity, string input, string hint) =>
        Assert.Equal(hint, _room.Activities.Find("TapeFlows." + activity)!.Inputs.Single(candidate => candidate.Name == input).UIHint);

    [Fact]
    public void Only_tape_activities_are_browsable_under_the_product_name() =>
        Assert.Equal(10, _room.Activities.ListAll().Count(descriptor => descriptor.TypeName.StartsWith("TapeFlows.", StringComparison.Ordinal)));
}
