using System.CommandLine;
using TapeFlows.Activities.Texts;
using TapeFlows.Server.Access.Keys;
using TapeFlows.Server.Access.Routes;
using TapeFlows.Server.Output;

namespace TapeFlows.Server.CommandLine;

/// <summary><c>tapeflows keys</c>: by which programs call, of a running server (<c>--server</c>) or of the data folder.</summary>
internal static class KeysCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var command = new Command("keys", "List, make and end API keys, with --server URL of a running server, otherwise of the data folder.");
        command.Subcommands.Add(List(globals));
        command.Subcommands.Add(Add(globals));
        command.Subcommands.Add(Remove(globals));
        return command;
    }

    private static Command List(GlobalOptions globals)
    {
        var command = new Command("list", "List the keys by name, without what they are.");
        command.Does(globals, async (context, cancellationToken) =>
        {
            await using var door = await context.OpenAccessAsync(cancellationToken);
            var keys = await door.ListKeysAsync(cancellationToken);
            if (context.Screen.IsJson)
                TaskOutput.Json(context.Screen, keys);
            else if (keys.Count == 0)
                context.Screen.Tell("There are no keys. Make one with 'tapeflows keys add NAME --role operator'.");
            else
                AccessOutput.Keys(context.Screen, keys);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Add(GlobalOptions globals)
    {
        var name = new Argument<string>("NAME") { Description = "What it is for." };
        var role = AccessOptions.Role();
        var editor = AccessOptions.Editor();
        var days = Choices.Count("--days", $"For how long it is good, at most {KeyRing.MostDays}. Default: {KeyRing.UsualDays}.", least: 1);
        var command = new Command("add", "Make a key. It is shown once, on standard output.");
        command.Arguments.Add(name);
        foreach (var option in (Option[])[role, editor, days])
            command.Options.Add(option);
        command.Does(globals, async (context, cancellationToken) =>
        {
            await using var door = await context.OpenAccessAsync(cancellationToken);
            var made = await door.AddKeyAsync(
                new KeyBody { Name = context.Get(name), Role = AccessOptions.RoleOf(context.Get(role)), Editor = context.Get(editor), ExpiresInDays = context.Get(days) }, cancellationToken);
            if (context.Screen.IsJson)
            {
                TaskOutput.Json(context.Screen, made);
                return ExitCode.Ok;
            }

            context.Screen.Tell($"The key '{made.Key.Name}' ({Access.Users.Caller.Word(made.Key.Role)}) is good until {Amount.OfMoment(made.Key.ExpiresAt)}. Nobody can be told it again:");
            context.Screen.Out.WriteLine(made.Secret);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Remove(GlobalOptions globals)
    {
        var reference = new Argument<string>("KEY") { Description = "The name or id." };
        var command = new Command("remove", "End a key.");
        command.Arguments.Add(reference);
        command.Does(globals, async (context, cancellationToken) =>
        {
            await using var door = await context.OpenAccessAsync(cancellationToken);
            var key = await Client.AccessDoors.GetKeyAsync(door, context.Get(reference)!, cancellationToken);
            await door.RemoveKeyAsync(key.Id, cancellationToken);
            if (context.Screen.IsJson)
                TaskOutput.Json(context.Screen, key);
            else
                context.Screen.Out.WriteLine($"Removed the key '{key.Name}'.");
            return ExitCode.Ok;
        });
        return command;
    }
}
