using Microsoft.Extensions.Options;

namespace Elsa.Workflows.LogPersistence.Strategies;

/// <summary>As what is around it.</summary>
public class Inherit : ILogPersistenceStrategy
{
    /// <inheritdoc />
    public Task<LogPersistenceMode> GetPersistenceModeAsync(LogPersistenceStrategyContext context) => Task.FromResult(LogPersistenceMode.Inherit);
}

/// <summary>Recorded.</summary>
public class Include : ILogPersistenceStrategy
{
    /// <inheritdoc />
    public Task<LogPersistenceMode> GetPersistenceModeAsync(LogPersistenceStrategyContext context) => Task.FromResult(LogPersistenceMode.Include);
}

/// <summary>Not recorded.</summary>
public class Exclude : ILogPersistenceStrategy
{
    /// <inheritdoc />
    public Task<LogPersistenceMode> GetPersistenceModeAsync(LogPersistenceStrategyContext context) => Task.FromResult(LogPersistenceMode.Exclude);
}

/// <summary>As the host is configured.</summary>
public class Configuration : ILogPersistenceStrategy
{
    private readonly IOptions<LogPersistenceOptions> _options;

    /// <summary>Creates the strategy.</summary>
    public Configuration(IOptions<LogPersistenceOptions> options) => _options = options;

    /// <inheritdoc />
    public Task<LogPersistenceMode> GetPersistenceModeAsync(LogPersistenceStrategyContext context) => Task.FromResult(_options.Value.ConfiguredPersistenceMode);
}
