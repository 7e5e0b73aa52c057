using System.Security.Cryptography;
using TapeFlows.Server.Access.Store;
using TapeFlows.Server.Data;
using TapeFlows.Server.Output;

namespace TapeFlows.Server.Access.Users;

/// <summary>Makes the user <c>admin</c> at the first start of a server, and tells its password once.</summary>
internal sealed class FirstAdmin(UserList users, DataFolder folder, Screen screen)
{
    /// <summary>The variable with the password of the first user.</summary>
    public const string Variable = "TAPEFLOWS_ADMIN_PASSWORD";

    /// <summary>The name of the first user.</summary>
    public const string Name = "admin";

    private const int RandomCharacters = 20;

    /// <summary>The file with the password that nobody chose. It goes when the password is changed.</summary>
    public static string FileIn(DataFolder folder) => folder.In("admin-password");

    /// <summary>Removes that file, where a user's password is no longer what it says.</summary>
    public static void ForgetPassword(User changed, DataFolder folder)
    {
        if (string.Equals(changed.Username, Name, StringComparison.OrdinalIgnoreCase))
            File.Delete(FileIn(folder));
    }

    /// <summary>Makes the user, unless there is an administrator.</summary>
    /// <param name="variable">Reads an environment variable.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="UsageException">The password in the variable is none, or somebody who is no administrator has the name.</exception>
    public async Task EnsureAsync(Func<string, string?> variable, CancellationToken cancellationToken)
    {
        if ((await users.ListAsync(cancellationToken)).Exists(user => user.Role == Role.Admin))
            return;
        var given = variable(Variable);
        var password = given is { Length: > 0 } ? given : RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789", RandomCharacters);
        try
        {
            if (!await users.AddFirstAsync(Name, password, cancellationToken))
                return;
        }
        catch (AccessException e) when (e.Field == "username")
        {
            throw new UsageException($"There is no administrator, and '{Name}' is none. Make somebody one: tapeflows users set-role {Name} admin");
        }
        catch (AccessException e)
        {
            throw new UsageException($"{Variable} cannot be the password of '{Name}': {e.Message}");
        }

        if (password == given)
            screen.Tell($"First use: made the user '{Name}' with the password in {Variable}.");
        else
            Tell(password);
    }

    // Standard error, never the log. The file is for whoever was not looking, or has no terminal.
    private void Tell(string password)
    {
        var path = FileIn(folder);
        OwnerOnly.Write(path, password + "\n");
        screen.Warn($"First use: made the user '{Name}' with the password {password} (also in {path}, until it is changed).");
    }
}
