using System.Globalization;
using Elsa.Common.Models;

namespace TapeFlows.Scheduling.Procedures;

/// <summary>A workflow definition, or one version of it: <c>full-backup</c>, <c>full-backup@3</c>.</summary>
internal readonly record struct ProcedureName(string DefinitionId, int? Version)
{
    /// <summary>Reads a name; <see langword="null"/>: it is none.</summary>
    public static ProcedureName? Parse(string text)
    {
        var at = text.LastIndexOf('@');
        if (at < 0)
            return string.IsNullOrWhiteSpace(text) ? null : new ProcedureName(text, null);
        var isPinned = int.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0;
        return at > 0 && isPinned ? new ProcedureName(text[..at], version) : null;
    }

    /// <summary>Which version to run.</summary>
    public VersionOptions Wanted => Version is { } version ? VersionOptions.SpecificVersion(version) : VersionOptions.Published;
}
