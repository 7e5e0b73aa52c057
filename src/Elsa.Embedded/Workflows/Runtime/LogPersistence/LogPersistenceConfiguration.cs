using Elsa.Expressions.Models;
using Elsa.Workflows.LogPersistence;

namespace Elsa.Workflows.Runtime;

/// <summary>How it is decided whether something is recorded.</summary>
public enum LogPersistenceEvaluationMode
{
    /// <summary>By a strategy.</summary>
    Strategy = 0,

    /// <summary>By an expression that gives a <see cref="LogPersistenceMode"/> or its name.</summary>
    Expression = 1,
}

/// <summary>What a definition says of a value in <c>logPersistenceConfig</c>.</summary>
public class LogPersistenceConfiguration
{
    /// <summary>What decides.</summary>
    public LogPersistenceEvaluationMode EvaluationMode { get; set; }

    /// <summary>The strategy, by the name of its type.</summary>
    public string? StrategyType { get; set; }

    /// <summary>The expression.</summary>
    public Expression? Expression { get; set; }
}

/// <summary>What is recorded of an execution: nothing in it inherits.</summary>
public class ActivityLogPersistenceModeMap
{
    /// <summary>Inputs by name; what is not named is recorded.</summary>
    public IDictionary<string, LogPersistenceMode> Inputs { get; set; } = new Dictionary<string, LogPersistenceMode>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Outputs by name; what is not named is recorded.</summary>
    public IDictionary<string, LogPersistenceMode> Outputs { get; set; } = new Dictionary<string, LogPersistenceMode>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The properties, the payload and what the activity writes into the journal.</summary>
    public LogPersistenceMode InternalState { get; set; }
}

/// <summary>Decides what is recorded of an execution.</summary>
public interface IActivityPropertyLogPersistenceEvaluator
{
    /// <summary>The modes of an execution as it stands.</summary>
    Task<ActivityLogPersistenceModeMap> EvaluateLogPersistenceModesAsync(ActivityExecutionContext context);
}

/// <summary>Modes that were set for an execution go before those of its definition.</summary>
public static class ActivityExecutionContextExtensions
{
    private static readonly object Key = new();

    /// <summary>The modes that were set.</summary>
    public static ActivityLogPersistenceModeMap GetLogPersistenceModeMap(this ActivityExecutionContext context) =>
        context.TransientProperties.TryGetValue(Key, out var map) ? (ActivityLogPersistenceModeMap)map : new ActivityLogPersistenceModeMap();

    /// <summary>Whether modes were set.</summary>
    public static bool HasLogPersistenceModeMap(this ActivityExecutionContext context) => context.TransientProperties.ContainsKey(Key);

    /// <summary>Sets the modes.</summary>
    public static void SetLogPersistenceModeMap(this ActivityExecutionContext context, ActivityLogPersistenceModeMap map) => context.TransientProperties[Key] = map;
}
