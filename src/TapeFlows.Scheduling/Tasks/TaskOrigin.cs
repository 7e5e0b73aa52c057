namespace TapeFlows.Scheduling.Tasks;

/// <summary>Where a task comes from (<c>origin</c>).</summary>
public enum TaskOrigin
{
    /// <summary>A person or a program made it.</summary>
    Api = 0,

    /// <summary>It is a trigger inside a published workflow; change it there.</summary>
    Workflow = 1,

    /// <summary>It is in the configuration of the server; change it there.</summary>
    Config = 2,
}
