namespace Elsa.Workflows;

/// <summary>Which cases of a switch count.</summary>
public enum SwitchMode
{
    /// <summary>The first that holds.</summary>
    MatchFirst,

    /// <summary>All that hold.</summary>
    MatchAny,
}
