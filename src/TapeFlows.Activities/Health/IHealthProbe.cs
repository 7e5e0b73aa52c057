using TapeFlows.Operations.Inbox;

namespace TapeFlows.Activities.Health;

/// <summary>Looks at one thing that must be well for backups to run unattended: a file each.</summary>
public interface IHealthProbe
{
    /// <summary>What it looks at, in a word: <c>disk</c>.</summary>
    string Name { get; }

    /// <summary>Looks.</summary>
    /// <returns>What is wrong; nothing: all is well.</returns>
    Task<IReadOnlyList<HealthFinding>> LookAsync(CancellationToken cancellationToken);
}

/// <summary>Something that is wrong.</summary>
/// <param name="Subject">With what, the same each time: a folder, a drive, a host.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Text">What, and what to do.</param>
public sealed record HealthFinding(string Subject, NoticeSeverity Severity, string Text);
