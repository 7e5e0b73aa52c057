using System.Collections.Concurrent;
using TapeFlows.Backup.Posix;

namespace TapeFlows.Backup.Sources;

/// <summary>The names of owners and groups, each looked up once per walk.</summary>
internal sealed class OwnerNames
{
    private readonly ConcurrentDictionary<uint, string?> _users = new();
    private readonly ConcurrentDictionary<uint, string?> _groups = new();

    public string? User(uint id) => _users.GetOrAdd(id, static id => Accounts.UserName(id));

    public string? Group(uint id) => _groups.GetOrAdd(id, static id => Accounts.GroupName(id));
}
