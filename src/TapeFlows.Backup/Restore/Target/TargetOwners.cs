using System.Collections.Concurrent;
using TapeFlows.Backup.Posix;

namespace TapeFlows.Backup.Restore.Target;

/// <summary>Who is to own what is restored.</summary>
internal sealed class TargetOwners(OwnerPolicy policy)
{
    private readonly ConcurrentDictionary<string, uint?> _users = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, uint?> _groups = new(StringComparer.Ordinal);

    /// <summary>Whether owners are restored at all.</summary>
    public bool AreRestored { get; } = policy != OwnerPolicy.Leave && Identity.IsAdministrator;

    /// <summary>Owner of files that this process makes.</summary>
    public uint OwnUser { get; } = Identity.UserId;

    /// <summary>Group of files that this process makes, where the directory does not hand down its own.</summary>
    public uint OwnGroup { get; } = Identity.GroupId;

    public uint User(FileEntry entry) => policy == OwnerPolicy.ByName && entry.UserName is { Length: > 0 } name
        ? _users.GetOrAdd(name, static name => Accounts.UserId(name)) ?? entry.UserId
        : entry.UserId;

    public uint Group(FileEntry entry) => policy == OwnerPolicy.ByName && entry.GroupName is { Length: > 0 } name
        ? _groups.GetOrAdd(name, static name => Accounts.GroupId(name)) ?? entry.GroupId
        : entry.GroupId;
}
