namespace TapeFlows.Backup.Restore.Target;

/// <summary>What to do with a file (or link, or node) that is already there.</summary>
public enum OverwritePolicy
{
    /// <summary>What is there stays.</summary>
    Never = 1,

    /// <summary>What is there is replaced when it was modified before what is restored.</summary>
    Older = 2,

    /// <summary>What is there is replaced. A directory is never replaced by something else, because that would remove what is in it.</summary>
    Always = 3,

    /// <summary>What is there stays, and what is restored gets a name of its own next to it: <c>name.restored</c>, <c>name.restored.2</c> ...</summary>
    KeepBoth = 4,
}

/// <summary>What decides about owners.</summary>
public enum OwnerPolicy
{
    /// <summary>The name where this machine knows it, otherwise the number. Only an administrator can; others own what they restore.</summary>
    ByName = 1,

    /// <summary>The number, whatever its name is here.</summary>
    ByNumber = 2,

    /// <summary>Whoever restores owns it all; set-user-id and set-group-id bits are left off.</summary>
    Leave = 3,
}

/// <summary>What to do where the target has a symbolic link in the place of a directory. It is never followed.</summary>
public enum LinkPolicy
{
    /// <summary>The link stays, and what belongs behind it is refused, each with a report.</summary>
    Refuse = 1,

    /// <summary>The link is replaced by a directory.</summary>
    Replace = 2,
}
