namespace TapeFlows.Server.Access.Users;

/// <summary>What a user or key may do. Each role may do what the ones before it may.</summary>
internal enum Role
{
    /// <summary>Reads.</summary>
    Viewer = 1,

    /// <summary>Runs, stops, answers.</summary>
    Operator = 2,

    /// <summary>Everything.</summary>
    Admin = 3,
}
