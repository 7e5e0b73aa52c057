namespace TapeFlows.Server.Access;

/// <summary>What a caller must be allowed: the names of the authorization policies of every route.</summary>
internal static class Policies
{
    /// <summary>Read: every role.</summary>
    public const string View = "view";

    /// <summary>Run, stop, answer: operators and administrators.</summary>
    public const string Operate = "operate";

    /// <summary>Change procedures and tasks: administrators, and who has the permission <c>editor</c> alone.</summary>
    public const string Edit = "edit";

    /// <summary>Users, keys, settings, what destroys data: administrators.</summary>
    public const string Administer = "administer";
}
