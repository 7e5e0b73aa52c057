using Elsa.Workflows.Models;
using Elsa.Workflows.UIHints;
using Elsa.Workflows.UIHints.Dropdown;

namespace TapeFlows.Activities.Tests.Definitions;

/// <summary>What a designer is told about the tape activities.</summary>
public sealed class DescriptorTests(EngineFixture engine) : IClassFixture<EngineFixture>
{
    private const string BackupInputs = "Sources multitext, Exclude multitext, Include multitext, Pool dropdown, Compression dropdown, OneFileSystem checkbox";
    private const string BackupOutputs = "Bytes Int64, Files Int64, Problem String, SetId String, SetType String, Summary String, Volumes ICollection`1, Warnings Int64";
    private const string RestoreInputs = "Set singleline, At singleline, Paths multitext, Target singleline, Overwrite dropdown";

    private readonly ProcedureRoom _room = engine.Room;

    [Theory]
    [InlineData("BackupSources", "Backup sources", "Done,Nothing", "Sources multitext, Request singleline", "Chosen ICollection`1, Problem String")]
    [InlineData("CheckHealth", "Check health", "Done,Found,Failed", "", "Findings Int64, Problem String, Report String")]
    [InlineData("CheckRetention", "Check retention", "Done,Found,Failed", "", "Findings Int64, Problem String, Report String")]
    [InlineData("ExpireSets", "Expire sets", "Done,Failed", "Pool dropdown, DryRun checkbox", "Expired Int64, Problem String, Report String")]
    [InlineData("PreparePool", "Prepare pool", "Done,Failed", "Pool singleline, RetentionDays singleline", "Problem String, Report String")]
    [InlineData("PurgeRecords", "Purge records", "Done,Failed", "", "Problem String, Purged Int64, Report String")]
    [InlineData("RecycleVolumes", "Recycle volumes", "Done,Failed", "Pool dropdown, DryRun checkbox", "Problem String, Recycled ICollection`1, Report String")]
    [InlineData("WriteReport", "Write report", "Done,Failed", "Days singleline", "Files ICollection`1, Problem String, Report String, Summary String")]
    [InlineData("CopySet", "Copy set", "Done,Damaged,NeedsOperator,Failed", "Set singleline, Pool dropdown, Compression dropdown, WithoutBases checkbox", "Bytes Int64, Copy String, Files Int64, Problem String, Summary String, Volumes ICollection`1")]
    [InlineData("CleanDrive", "Clean drive", "Done,NeedsOperator,Failed", "DriveName dropdown, Barcode singleline", "Drive String, Problem String")]
    [InlineData("Eject", "Eject", "Done,Failed", "Barcode singleline", "Problem String")]
    [InlineData("MountTape", "Mount tape", "Done,NeedsOperator,Failed", "Barcode singleline, DriveName dropdown", "Drive String, Problem String")]
    [InlineData("NotifyOperator", "Notify operator", "Done", "Severity dropdown, Subject singleline, Message multiline, Attachments multitext, About singleline", "")]
    [InlineData(
        "PlanRestore", "Plan restore", "Done,NeedsOperator,Failed", RestoreInputs,
        "Bytes Int64, EstimatedTime TimeSpan, Files Int64, Missing ICollection`1, Problem String, SetId String, Volumes ICollection`1")]
    [InlineData("RestoreFiles", "Restore files", "Done,Damaged,NeedsOperator,Failed", RestoreInputs, "Bytes Int64, Files Int64, Lost Int64, Problem String, Summary String")]
    [InlineData("SelectVolume", "Select volume", "Done,NeedsOperator,Failed", "Pool dropdown", "Barcode String, Problem String")]
    [InlineData("StreamDifferential", "Stream differential backup", "Done,NeedsOperator,Failed", BackupInputs + ", CompareContent checkbox", BackupOutputs)]
    [InlineData("StreamFullBackup", "Stream full backup", "Done,NeedsOperator,Failed", BackupInputs, BackupOutputs)]
    [InlineData("StreamIncremental", "Stream incremental backup", "Done,NeedsOperator,Failed", BackupInputs + ", CompareContent checkbox", BackupOutputs)]
    [InlineData("VerifyChecksum", "Verify checksum", "Done,Damaged,NeedsOperator,Failed", "Set singleline, Barcode singleline, Depth dropdown", "Bytes Int64, Damaged Int64, Files Int64, Problem String, Summary String")]
    public void An_activity_is_described_in_full(string name, string displayName, string outcomes, string inputs, string outputs)
    {
        var descriptor = Find(name);

        Assert.Equal((outputs.Contains("Report String", StringComparison.Ordinal) ? "Unattended" : "Tape", displayName, true), (descriptor.Category, descriptor.DisplayName, descriptor.IsBrowsable));
        Assert.Equal(outcomes.Split(','), descriptor.Ports.Select(port => port.Name));
        Assert.Equal(inputs, string.Join(", ", descriptor.Inputs.OrderBy(input => input.Order).Select(input => $"{input.Name} {input.UIHint}")));
        Assert.Equal(outputs, string.Join(", ", descriptor.Outputs.OrderBy(output => output.Name, StringComparer.Ordinal).Select(output => $"{output.Name} {output.Type.Name}")));
    }

    [Fact]
    public void Nothing_lacks_a_name_a_description_or_the_choices_of_its_list()
    {
        var own = _room.Activities.ListAll().Where(descriptor => descriptor.TypeName.StartsWith("TapeFlows.", StringComparison.Ordinal)).ToList();

        Assert.Equal(20, own.Count);
        foreach (var descriptor in own)
        {
            AssertSaid(descriptor.TypeName, descriptor.DisplayName, descriptor.Description);
            foreach (var property in descriptor.Inputs.Cast<PropertyDescriptor>().Concat(descriptor.Outputs))
                AssertSaid($"{descriptor.TypeName} {property.Name}", property.DisplayName, property.Description);
            foreach (var input in descriptor.Inputs.Where(input => input.UIHint == InputUIHints.DropDown))
                Assert.True(ChoicesOf(input.UISpecifications!).Count > 0, $"{descriptor.TypeName} {input.Name} offers nothing.");
            Assert.Equal(descriptor.Inputs.Count, descriptor.Inputs.Select(input => input.DisplayName).Distinct(StringComparer.Ordinal).Count());
        }
    }

    private static void AssertSaid(string what, params string?[] texts) => Assert.All(texts, text => Assert.False(string.IsNullOrWhiteSpace(text), what));

    private static List<string> ChoicesOf(IDictionary<string, object> specifications) =>
        [.. ((DropDownProps)specifications[InputUIHints.DropDown]).SelectList!.Items.Select(item => item.Value)];

    private ActivityDescriptor Find(string name) => _room.Activities.Find("TapeFlows." + name)!;
}
