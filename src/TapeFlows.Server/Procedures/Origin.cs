using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Models;

namespace TapeFlows.Server.Procedures;

/// <summary>Where a version of a definition comes from.</summary>
internal enum Origin
{
    /// <summary>As it ships with the product.</summary>
    Shipped,

    /// <summary>It ships with the product, and a person has changed it.</summary>
    Edited,

    /// <summary>The product ships none of that name.</summary>
    Own,
}

/// <summary>
/// What is written into the custom properties of a version, so that it can be told later whether a person changed it: the file that it was taken from, and
/// what it said when it was stored. Tools keep custom properties they do not know, so an edited version still says what it was made from.
/// </summary>
internal static class OriginMark
{
    /// <summary>The shipped file, and what was stored of it: two SHA-256 with a blank between.</summary>
    public const string Shipped = "TapeFlowsShipped";

    /// <summary>A file of the operator's own folder.</summary>
    public const string OwnFile = "TapeFlowsFile";

    /// <summary>The shipped file that a version was made from; null when there was none.</summary>
    public static string? ShippedFileOf(WorkflowDefinition version) => Read(version, Shipped)?.Split(' ')[0];

    /// <summary>The operator's file that a version was made from; null when there was none.</summary>
    public static string? OwnFileOf(WorkflowDefinition version) => Read(version, OwnFile);

    /// <summary>Writes down what a version was made from and what it says.</summary>
    public static void Write(WorkflowDefinition version, string fileHash) => version.CustomProperties[Shipped] = $"{fileHash} {ContentOf(version)}";

    /// <summary>Where a version comes from.</summary>
    public static Origin OriginOf(WorkflowDefinition version)
    {
        // A copy under another name keeps the mark and is nobody's but the operator's.
        if (ProcedureFolders.ShippedFile(version.DefinitionId) is null)
            return Origin.Own;
        return Read(version, Shipped)?.Split(' ') is [_, var content] && content == ContentOf(version) ? Origin.Shipped : Origin.Edited;
    }

    private static string? Read(WorkflowDefinition version, string name) =>
        version.CustomProperties.TryGetValue(name, out var value) ? Convert.ToString(value, CultureInfo.InvariantCulture) : null;

    /// <summary>SHA-256 of all that a person can change: the same for two versions that say the same.</summary>
    private static string ContentOf(WorkflowDefinition version)
    {
        var text = new StringBuilder();
        Add(version.Name, version.Description, version.StringData);
        Add(version.Options.ActivationStrategyType?.FullName, version.Options.IncidentStrategyType?.FullName, version.Options.CommitStrategyName);
        Add(version.Options.UsableAsActivity?.ToString(), version.Options.ActivityCategory, version.Options.AutoUpdateConsumingWorkflows.ToString());
        foreach (var variable in version.Variables)
            Add(variable.Id, variable.Name, variable.GetType().ToString(), Convert.ToString(variable.Value, CultureInfo.InvariantCulture), variable.StorageDriverType?.FullName);
        foreach (var input in version.Inputs)
            AddArgument(input, input.UIHint, input.StorageDriverType?.FullName);
        foreach (var output in version.Outputs)
            AddArgument(output);
        foreach (var outcome in version.Outcomes)
            Add(outcome);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));

        void AddArgument(ArgumentDefinition argument, params string?[] more) =>
            Add([argument.Name, argument.Type.FullName, argument.DisplayName, argument.Description, argument.Category, .. more]);

        // Separators that no text contains, so that nothing moves from one value to the next unseen.
        void Add(params string?[] values) => text.AppendJoin('\u001f', values).Append('\u001e');
    }
}
