using System.CommandLine;
using TapeFlows.Server.Access.Routes;
using TapeFlows.Server.Access.Users;
using TapeFlows.Server.Client;
using TapeFlows.Server.Output;

namespace TapeFlows.Server.CommandLine;

/// <summary><c>tapeflows users</c>: who may sign in, of a running server (<c>--server</c>) or of the data folder. The way back for an administrator without a password.</summary>
internal static class UsersCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var command = new Command("users", "List, add and change who may sign in, with --server URL of a running server, otherwise of the data folder.");
        command.Subcommands.Add(List(globals));
        command.Subcommands.Add(Add(globals));
        command.Subcommands.Add(SetPassword(globals));
        command.Subcommands.Add(SetRole(globals));
        command.Subcommands.Add(OnUser(globals, "enable", "Let a user sign in again.", Change(_ => new UserChangeBody { Enabled = true })));
        command.Subcommands.Add(OnUser(globals, "disable", "Let a user sign in no more; sessions end at once.", Change(_ => new UserChangeBody { Enabled = false })));
        command.Subcommands.Add(OnUser(globals, "remove", "Remove a user; sessions end at once. The last administrator stays.", RemoveAsync));
        return command;
    }

    private static Command List(GlobalOptions globals)
    {
        var command = new Command("list", "List the users by name.");
        command.Does(globals, async (context, cancellationToken) =>
        {
            await using var door = await context.OpenAccessAsync(cancellationToken);
            var users = await door.ListUsersAsync(cancellationToken);
            if (context.Screen.IsJson)
                TaskOutput.Json(context.Screen, users);
            else if (users.Count == 0)
                context.Screen.Tell("There are no users yet. The first 'tapeflows serve' makes 'admin'; 'tapeflows users add NAME --role admin' makes another one.");
            else
                AccessOutput.Users(context.Screen, users);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Add(GlobalOptions globals)
    {
        var name = new Argument<string>("NAME") { Description = "1 to 64 letters, digits, and . _ - @ within." };
        var role = AccessOptions.Role();
        var editor = AccessOptions.Editor();
        var password = new PasswordOption();
        var command = new Command("add", "Add a user, with a password that is asked for.");
        command.Arguments.Add(name);
        command.Options.Add(role);
        command.Options.Add(editor);
        password.AddTo(command);
        command.Does(globals, async (context, cancellationToken) =>
        {
            await using var door = await context.OpenAccessAsync(cancellationToken);
            var user = new UserBody
            {
                Username = context.Get(name),
                Password = await password.ReadAsync(context, context.Get(name)!, cancellationToken),
                Role = AccessOptions.RoleOf(context.Get(role)),
                Editor = context.Get(editor),
            };
            return Show(context, await door.AddUserAsync(user, cancellationToken));
        });
        return command;
    }

    private static Command SetPassword(GlobalOptions globals)
    {
        var password = new PasswordOption();
        var command = OnUser(globals, "set-password", "Give a user another password, which is asked for; sessions end at once.", async (context, door, user, cancellationToken) =>
        {
            var wanted = await password.ReadAsync(context, user.Username, cancellationToken);
            return Show(context, await door.ChangeUserAsync(user.Id, new UserChangeBody { Password = wanted }, cancellationToken));
        });
        password.AddTo(command);
        return command;
    }

    private static Command SetRole(GlobalOptions globals)
    {
        var role = new Argument<string>("ROLE") { Description = "viewer (reads), operator (runs, stops, answers) or admin." };
        role.AcceptOnlyFromAmong(AccessOptions.Roles);
        var editor = AccessOptions.Editor();
        var command = OnUser(globals, "set-role", "Give a user another role.", Change(context => new UserChangeBody { Role = AccessOptions.RoleOf(context.Get(role)), Editor = context.Get(editor) }));
        command.Arguments.Add(role);
        command.Options.Add(editor);
        return command;
    }

    private static Func<CommandContext, IAccessDoor, User, CancellationToken, Task<int>> Change(Func<CommandContext, UserChangeBody> change) =>
        async (context, door, user, cancellationToken) => Show(context, await door.ChangeUserAsync(user.Id, change(context), cancellationToken));

    private static async Task<int> RemoveAsync(CommandContext context, IAccessDoor door, User user, CancellationToken cancellationToken)
    {
        await door.RemoveUserAsync(user.Id, cancellationToken);
        if (context.Screen.IsJson)
            TaskOutput.Json(context.Screen, user);
        else
            context.Screen.Out.WriteLine($"Removed the user '{user.Username}'.");
        return ExitCode.Ok;
    }

    private static int Show(CommandContext context, User user)
    {
        if (context.Screen.IsJson)
            TaskOutput.Json(context.Screen, user);
        else
            AccessOutput.Users(context.Screen, [user]);
        return ExitCode.Ok;
    }

    private static Command OnUser(GlobalOptions globals, string name, string description, Func<CommandContext, IAccessDoor, User, CancellationToken, Task<int>> work)
    {
        var reference = new Argument<string>("USER") { Description = "The name or id." };
        var command = new Command(name, description);
        command.Arguments.Add(reference);
        command.Does(globals, async (context, cancellationToken) =>
        {
            await using var door = await context.OpenAccessAsync(cancellationToken);
            return await work(context, door, await door.GetUserAsync(context.Get(reference)!, cancellationToken), cancellationToken);
        });
        return command;
    }
}
