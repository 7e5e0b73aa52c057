namespace Elsa.Workflows;

/// <summary>When a fork is complete.</summary>
public enum ForkJoinMode
{
    /// <summary>When all branches are.</summary>
    WaitAll,

    /// <summary>When the first branch is; the others are cancelled.</summary>
    WaitAny,
}
