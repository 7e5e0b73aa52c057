using Elsa.Expressions.Helpers;
using Elsa.Workflows;

namespace Elsa.Extensions;

/// <summary>Settings that every activity has.</summary>
public static class ActivityPropertyExtensions
{
    private const string CanStartWorkflowKey = "canStartWorkflow";
    private const string CommitStrategyKey = "commitStrategyName";
    private const string RunAsynchronouslyKey = "runAsynchronously";
    private const string SourceKey = "source";

    /// <summary>Whether the activity may start the workflow.</summary>
    public static bool GetCanStartWorkflow(this IActivity activity) => Get<bool?>(activity.CustomProperties, CanStartWorkflowKey) ?? false;

    /// <summary>Says whether the activity may start the workflow.</summary>
    public static void SetCanStartWorkflow(this IActivity activity, bool value) => activity.CustomProperties[CanStartWorkflowKey] = value;

    /// <summary>Whether the activity runs in the background; null leaves it to its type.</summary>
    public static bool? GetRunAsynchronously(this IActivity activity) => Get<bool?>(activity.CustomProperties, RunAsynchronouslyKey);

    /// <summary>Says whether the activity runs in the background.</summary>
    public static void SetRunAsynchronously(this IActivity activity, bool? value)
    {
        if (value is null)
            activity.CustomProperties.Remove(RunAsynchronouslyKey);
        else
            activity.CustomProperties[RunAsynchronouslyKey] = value.Value;
    }

    /// <summary>The strategy that says when the state is stored around the activity.</summary>
    public static string? GetCommitStrategy(this IActivity activity) => Get<string>(activity.CustomProperties, CommitStrategyKey);

    /// <summary>Says when the state is stored around the activity.</summary>
    public static TActivity SetCommitStrategy<TActivity>(this TActivity activity, string? name) where TActivity : IActivity
    {
        if (name is null)
            activity.CustomProperties.Remove(CommitStrategyKey);
        else
            activity.CustomProperties[CommitStrategyKey] = name;
        return activity;
    }

    /// <summary>Where in the code the activity was made: file and line.</summary>
    public static string? GetSource(this IActivity activity) => Get<string>(activity.CustomProperties, SourceKey);

    /// <summary>Says where in the code the activity was made.</summary>
    public static void SetSource(this IActivity activity, string value) => activity.CustomProperties[SourceKey] = value;

    /// <summary>Says where in the code the activity was made.</summary>
    public static void SetSource(this IActivity activity, string? sourceFile, int? lineNumber)
    {
        if (sourceFile is not null)
            activity.SetSource($"{Path.GetFileName(sourceFile)}:{lineNumber}");
    }

    private static T? Get<T>(IDictionary<string, object> properties, string key) => properties.TryGetValue(key, out var value) ? value.ConvertTo<T>() : default;
}
