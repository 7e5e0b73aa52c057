namespace TapeFlows.Server.Data;

/// <summary>An environment variable that wins over a setting.</summary>
internal static class SettingsVariable
{
    /// <summary>What holds.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="setting">What the settings say.</param>
    /// <param name="variable">Reads an environment variable.</param>
    /// <exception cref="UsageException">The variable is neither true nor false.</exception>
    public static bool Read(string name, bool setting, Func<string, string?> variable) => variable(name) switch
    {
        null or "" => setting,
        var text when bool.TryParse(text, out var value) => value,
        var text => throw new UsageException($"{name}={text} is neither true nor false."),
    };
}
