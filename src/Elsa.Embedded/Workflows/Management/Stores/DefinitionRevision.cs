using System.Security.Cryptography;
using Elsa.Workflows.Management.Entities;

namespace Elsa.Workflows.Management.Stores;

/// <summary>Finds versions by their text.</summary>
internal interface ISearchesDefinitions
{
    /// <summary>The latest and published versions whose root activity, as JSON, holds a text.</summary>
    Task<IEnumerable<(string DefinitionId, string StringData)>> FindInUseAsync(string text, CancellationToken cancellationToken);
}

/// <summary>Tells saves of a version apart.</summary>
internal static class DefinitionRevision
{
    /// <summary>A number that no other save has, on any node.</summary>
    public static long Next() => BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));

    /// <summary>What to say if someone else was first.</summary>
    public static string Conflict(IEnumerable<WorkflowDefinition> saved) =>
        $"The definition '{string.Join("', '", saved.Select(x => x.DefinitionId).Distinct(StringComparer.Ordinal))}' was changed by someone else meanwhile. Nothing was saved; load it again.";
}
