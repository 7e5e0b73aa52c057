using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Elsa.Workflows.Runtime.Retention;

/// <summary>
/// For how long finished instances are kept. Elsa has no contract for it, so the host says it in the section <c>Workflows:Retention</c> of its configuration: <c>Finished</c>,
/// <c>Cancelled</c> and <c>Faulted</c> as time spans (<c>90.00:00:00</c>), <c>BatchSize</c> as a number. What is not named is kept for ever.
/// </summary>
internal sealed class InstanceRetentionOptions
{
    private const string SectionName = "Workflows:Retention";
    private const int LargestBatch = 10_000;

    /// <summary>For how long an instance is kept after its end, by how it ended.</summary>
    public Dictionary<WorkflowSubStatus, TimeSpan> Periods { get; } = [];

    /// <summary>How many instances go at a time; 1 to 10,000.</summary>
    public int BatchSize { get; set; } = 200;

    /// <summary>Reads the section; throws <see cref="InvalidOperationException"/> if a value in it is wrong, for a wrong period would delete what it should not.</summary>
    public void Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(SectionName);
        foreach (var setting in section.GetChildren())
        {
            if (string.Equals(setting.Key, nameof(BatchSize), StringComparison.OrdinalIgnoreCase))
                BatchSize = int.TryParse(setting.Value, CultureInfo.InvariantCulture, out var size) && size is > 0 and <= LargestBatch ? size : throw Wrong(setting, $"a number from 1 to {LargestBatch}");
            else if (Enum.TryParse<WorkflowSubStatus>(setting.Key, ignoreCase: true, out var status) && status is WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled or WorkflowSubStatus.Faulted)
                Periods[status] = TimeSpan.TryParse(setting.Value, CultureInfo.InvariantCulture, out var period) && period >= TimeSpan.Zero ? period : throw Wrong(setting, "a time span such as 90.00:00:00");
            else
                throw new InvalidOperationException($"The setting {setting.Path} is unknown. Use Finished, Cancelled, Faulted or BatchSize.");
        }
    }

    private static InvalidOperationException Wrong(IConfigurationSection setting, string expected) => new($"The setting {setting.Path} is '{setting.Value}'; it must be {expected}.");
}
