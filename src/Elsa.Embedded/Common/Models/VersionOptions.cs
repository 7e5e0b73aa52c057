using System.ComponentModel;
using System.Globalization;
using System.Text.Json.Serialization;
using Elsa.Common.Converters;

namespace Elsa.Common.Models;

/// <summary>Which versions of a definition are meant.</summary>
[TypeConverter(typeof(VersionOptionsTypeConverter))]
[JsonConverter(typeof(VersionOptionsJsonConverter))]
public struct VersionOptions
{
    /// <summary>The one without a later one.</summary>
    public static readonly VersionOptions Latest = new() { IsLatest = true };

    /// <summary>The one in use.</summary>
    public static readonly VersionOptions Published = new() { IsPublished = true };

    /// <summary>The latest, and the one in use.</summary>
    public static readonly VersionOptions LatestOrPublished = new() { IsLatestOrPublished = true };

    /// <summary>The latest if it is in use.</summary>
    public static readonly VersionOptions LatestAndPublished = new() { IsLatestAndPublished = true };

    /// <summary>The latest if it is not in use.</summary>
    public static readonly VersionOptions Draft = new() { IsDraft = true };

    /// <summary>All.</summary>
    public static readonly VersionOptions All = new() { AllVersions = true };

    /// <summary>Whether the latest is meant.</summary>
    public bool IsLatest { get; private set; }

    /// <summary>Whether the latest and the one in use are meant.</summary>
    public bool IsLatestOrPublished { get; private set; }

    /// <summary>Whether the latest is meant if it is in use.</summary>
    public bool IsLatestAndPublished { get; private set; }

    /// <summary>Whether the one in use is meant.</summary>
    public bool IsPublished { get; private set; }

    /// <summary>Whether the latest is meant if it is not in use.</summary>
    public bool IsDraft { get; private set; }

    /// <summary>Whether all are meant.</summary>
    public bool AllVersions { get; private set; }

    /// <summary>The number of the version that is meant; 0 if none is named.</summary>
    public int Version { get; private set; }

    /// <summary>One version by its number, from 1.</summary>
    public static VersionOptions SpecificVersion(int version) => new() { Version = version };

    /// <summary>Reads <c>Latest</c>, <c>Published</c>, <c>LatestOrPublished</c>, <c>LatestAndPublished</c>, <c>Draft</c>, <c>AllVersions</c> or a number.</summary>
    /// <exception cref="FormatException">The text is none of these.</exception>
    public static VersionOptions FromString(string value) => TryParse(value, out var options)
        ? options
        : throw new FormatException($"'{value}' names no version. Use Latest, Published, LatestOrPublished, LatestAndPublished, Draft, AllVersions or the number of a version.");

    /// <summary>Reads what <see cref="FromString"/> reads, and tells whether it could.</summary>
    public static bool TryParse(string value, out VersionOptions versionOptions)
    {
        VersionOptions? found = value?.ToUpperInvariant() switch
        {
            "LATEST" => Latest,
            "PUBLISHED" => Published,
            "LATESTORPUBLISHED" => LatestOrPublished,
            "LATESTANDPUBLISHED" => LatestAndPublished,
            "DRAFT" => Draft,
            "ALLVERSIONS" => All,
            _ => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? SpecificVersion(number) : null,
        };
        versionOptions = found ?? default;
        return found is not null;
    }

    /// <summary>The text that <see cref="FromString"/> reads.</summary>
    public override string ToString() => this switch
    {
        { IsLatest: true } => nameof(Latest),
        { IsPublished: true } => nameof(Published),
        { IsLatestOrPublished: true } => nameof(LatestOrPublished),
        { IsLatestAndPublished: true } => nameof(LatestAndPublished),
        { IsDraft: true } => nameof(Draft),
        { AllVersions: true } => nameof(AllVersions),
        _ => Version.ToString(CultureInfo.InvariantCulture),
    };
}
