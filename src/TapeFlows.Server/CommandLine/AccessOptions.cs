using System.CommandLine;
using TapeFlows.Server.Access.Users;

namespace TapeFlows.Server.CommandLine;

/// <summary>What may be said of users and keys alike.</summary>
internal static class AccessOptions
{
    /// <summary>The roles as they are written.</summary>
    public static string[] Roles => [.. Enum.GetValues<Role>().Select(Caller.Word)];

    public static Option<string?> Role() => Choices.OneOf("--role", "What it may do: viewer reads, operator runs, stops and answers, admin does all. Default: viewer.", fallback: null, Roles);

    public static Option<bool?> Editor() => new("--editor") { Description = "Whether procedures and tasks may be changed, whatever the role.", HelpName = "true|false" };

    public static Role? RoleOf(string? word) => word is null ? null : Enum.Parse<Role>(word, ignoreCase: true);
}
