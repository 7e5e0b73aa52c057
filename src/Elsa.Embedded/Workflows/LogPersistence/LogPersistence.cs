namespace Elsa.Workflows.LogPersistence;

/// <summary>Whether a value becomes part of the records of an execution.</summary>
public enum LogPersistenceMode
{
    /// <summary>As what is around it: the activity, the composite, the workflow, the host.</summary>
    Inherit = 0,

    /// <summary>It is recorded.</summary>
    Include = 1,

    /// <summary>It is not recorded.</summary>
    Exclude = 2,
}

/// <summary>What the strategy <see cref="Strategies.Configuration"/> says.</summary>
public class LogPersistenceOptions
{
    /// <summary>The mode of the host; default: recorded.</summary>
    public LogPersistenceMode ConfiguredPersistenceMode { get; set; } = LogPersistenceMode.Include;
}

/// <summary>What a strategy is asked with.</summary>
/// <param name="CancellationToken">Cancelled when the run is.</param>
public record LogPersistenceStrategyContext(CancellationToken CancellationToken);

/// <summary>Says whether values are recorded; definitions name it.</summary>
public interface ILogPersistenceStrategy
{
    /// <summary>The mode.</summary>
    Task<LogPersistenceMode> GetPersistenceModeAsync(LogPersistenceStrategyContext context);
}

/// <summary>Knows the strategies.</summary>
public interface ILogPersistenceStrategyService
{
    /// <summary>All of them, the default first: Studio shows the first one where nothing is chosen.</summary>
    IEnumerable<ILogPersistenceStrategy> ListStrategies();
}

internal sealed class DefaultLogPersistenceStrategyService(IEnumerable<ILogPersistenceStrategy> strategies) : ILogPersistenceStrategyService
{
    private readonly List<ILogPersistenceStrategy> _strategies = strategies.ToList();

    public IEnumerable<ILogPersistenceStrategy> ListStrategies() => _strategies;
}
