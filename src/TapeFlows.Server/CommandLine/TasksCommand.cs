using System.CommandLine;
using System.Text.Json.Nodes;
using TapeFlows.Server.Api.Tasks;
using TapeFlows.Server.Client;
using TapeFlows.Server.Output;

namespace TapeFlows.Server.CommandLine;

/// <summary><c>tapeflows tasks</c>: what runs when, of a running server (<c>--server</c>) or of the data folder.</summary>
internal static class TasksCommand
{
    private const string NotServed = "Without --server the task waits in the queue of the data folder: 'tapeflows serve' starts it.";

    private const string Served = "The server that works with the data folder takes it within moments.";

    public static Command Create(GlobalOptions globals)
    {
        var command = new Command("tasks", "List, make, run and stop tasks, with --server URL of a running server, otherwise of the data folder.");
        command.Subcommands.Add(List(globals));
        command.Subcommands.Add(OnTask(globals, "show", "Show a task.", (context, _, task, _) => Task.FromResult(ShowTask(context, task))));
        command.Subcommands.Add(Add(globals));
        command.Subcommands.Add(Change(globals));
        command.Subcommands.Add(OnTask(globals, "run", "Start a task now, also a disabled one.", RunAsync));
        command.Subcommands.Add(OnTask(globals, "stop", "Stop a task: what waits ends at once, what runs at a safe point.", StopAsync));
        command.Subcommands.Add(OnTask(globals, "enable", "Have its schedule count; clears an error or a pause.", async (context, tasks, task, cancellationToken) => ShowTask(context, await tasks.EnableAsync(task.Id, enabled: true, cancellationToken))));
        command.Subcommands.Add(OnTask(globals, "disable", "Have its schedule not count; what runs goes on.", async (context, tasks, task, cancellationToken) => ShowTask(context, await tasks.EnableAsync(task.Id, enabled: false, cancellationToken))));
        command.Subcommands.Add(OnTask(globals, "remove", "Delete a task; what runs of it is stopped first. Its log stays.", RemoveAsync));
        command.Subcommands.Add(Logs(globals));
        command.Subcommands.Add(Preview(globals));
        return command;
    }

    private static Command List(GlobalOptions globals)
    {
        var search = new Option<string?>("--search") { Description = "A part of the name or the description.", HelpName = "TEXT" };
        var enabled = new Option<bool>("--enabled") { Description = "Only those whose schedule counts." };
        var command = new Command("list", "List tasks by name; the triggers inside published workflows come after them.");
        command.Options.Add(search);
        command.Options.Add(enabled);
        return Does(command, globals, async (context, tasks, cancellationToken) =>
        {
            var all = new List<TaskView>();
            for (var page = 1; ; page++)
            {
                var found = await tasks.ListAsync(context.Get(search), context.Get(enabled), page, cancellationToken);
                all.AddRange(found.Tasks);
                if (found.Tasks.Count < found.PageSize)
                    break;
            }

            if (context.Screen.IsJson)
                TaskOutput.Json(context.Screen, all);
            else if (all.Count == 0)
                context.Screen.Tell("There are no tasks. Make one with 'tapeflows tasks add NAME --daily 02:00 --input sources=/home'.");
            else
                TaskOutput.List(context.Screen, all);
            return ExitCode.Ok;
        });
    }

    private static Command Add(GlobalOptions globals)
    {
        var name = new Argument<string?>("NAME") { Description = "Its name; may be left out where --from has it.", Arity = ArgumentArity.ZeroOrOne };
        var disabled = new Option<bool>("--disabled") { Description = "Its schedule does not count yet." };
        var options = new TaskBodyOptions();
        var command = new Command("add", "Make a task.");
        command.Arguments.Add(name);
        options.AddTo(command);
        command.Options.Add(disabled);
        command.Does(globals, async (context, cancellationToken) =>
        {
            var body = await options.ReadAsync(context, cancellationToken);
            if (context.Get(name) is { } given)
                body["task_name"] = given;
            if (context.Get(disabled))
                body["enabled"] = false;
            await using var tasks = await context.OpenTasksAsync(cancellationToken);
            return ShowTask(context, await tasks.CreateAsync(body, cancellationToken));
        });
        return command;
    }

    private static Command Change(GlobalOptions globals)
    {
        var rename = new Option<string?>("--name") { Description = "Another name.", HelpName = "NAME" };
        var options = new TaskBodyOptions();
        var command = OnTask(globals, "change", "Change what is said of a task; what is not said stays.", async (context, tasks, task, cancellationToken) =>
        {
            var body = await options.ReadAsync(context, cancellationToken);
            if (context.Get(rename) is { } other)
                body["task_name"] = other;
            return body.Count > 0 ? ShowTask(context, await tasks.ChangeAsync(task.Id, body, cancellationToken)) : throw new UsageException("There is nothing to change: give at least one option.");
        });
        options.AddTo(command);
        command.Options.Add(rename);
        return command;
    }

    private static Command Logs(GlobalOptions globals)
    {
        var reference = new Argument<string?>("TASK") { Description = "Its name or id. Default: all tasks.", Arity = ArgumentArity.ZeroOrOne };
        var limit = new Option<int>("--limit") { Description = "How many lines, 1 to 1000.", HelpName = "N", DefaultValueFactory = _ => 20 };
        limit.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !(int.TryParse(result.Tokens[0].Value, out var count) && count is >= 1 and <= 1000))
                result.AddError($"--limit '{result.Tokens[0].Value}' is not a number from 1 to 1000.");
        });
        var command = new Command("logs", "Show the log of a task or of all, the latest first.");
        command.Arguments.Add(reference);
        command.Options.Add(limit);
        return Does(command, globals, async (context, tasks, cancellationToken) =>
        {
            var id = context.Get(reference) is { } given ? (await tasks.GetAsync(given, cancellationToken)).Id : null;
            var page = await tasks.LogAsync(id, context.Get(limit), cancellationToken);
            if (context.Screen.IsJson)
                TaskOutput.Json(context.Screen, page.Logs);
            else if (page.Logs.Count == 0)
                context.Screen.Tell("Nothing has run yet.");
            else
                TaskOutput.Runs(context.Screen, page.Logs);
            return ExitCode.Ok;
        });
    }

    private static Command Preview(GlobalOptions globals)
    {
        var schedule = new ScheduleOptions();
        var count = Choices.Count("--count", "How many times to show. Default: 10.", least: 1);
        var command = new Command("preview", "Show the next times of a schedule, before a task is made of it.");
        schedule.AddTo(command, withByHand: false);
        command.Options.Add(count);
        command.Does(globals, async (context, cancellationToken) =>
        {
            var body = new JsonObject { ["count"] = context.Get(count) ?? 10 };
            if (!schedule.Write(context, body))
                throw new UsageException("There is no schedule to show: give one, for example --cron \"0 2,14 * * *\".");
            await using var tasks = await context.OpenTasksAsync(cancellationToken);
            var fires = await tasks.PreviewAsync(body, cancellationToken);
            if (context.Screen.IsJson)
            {
                TaskOutput.Json(context.Screen, fires);
                return ExitCode.Ok;
            }

            context.Screen.Tell($"In {fires.TimeZone}:");
            foreach (var fire in fires.Fires)
                context.Screen.Out.WriteLine(fire.ToString("ddd yyyy-MM-dd HH:mm:ss zzz", System.Globalization.CultureInfo.InvariantCulture));
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, ITaskDoor tasks, TaskView task, CancellationToken cancellationToken)
    {
        var run = await tasks.RunAsync(task.Id, cancellationToken);
        if (tasks is EmbeddedTasks folder)
            context.Screen.Tell(folder.IsServed ? Served : NotServed);
        if (context.Screen.IsJson)
            TaskOutput.Json(context.Screen, run);
        else
            context.Screen.Out.WriteLine($"Started '{task.TaskName}' (run {run.ExecutionId}).");
        return ExitCode.Ok;
    }

    private static async Task<int> StopAsync(CommandContext context, ITaskDoor tasks, TaskView task, CancellationToken cancellationToken)
    {
        var stopped = await tasks.StopAsync(task.Id, cancellationToken);
        if (context.Screen.IsJson)
            TaskOutput.Json(context.Screen, stopped);
        else
            context.Screen.Out.WriteLine($"Stopping '{task.TaskName}' (run {string.Join(", ", stopped.ExecutionIds)}).");
        return ExitCode.Ok;
    }

    private static async Task<int> RemoveAsync(CommandContext context, ITaskDoor tasks, TaskView task, CancellationToken cancellationToken)
    {
        await tasks.RemoveAsync(task.Id, cancellationToken);
        if (context.Screen.IsJson)
            TaskOutput.Json(context.Screen, task);
        else
            context.Screen.Out.WriteLine($"Removed '{task.TaskName}'.");
        return ExitCode.Ok;
    }

    private static int ShowTask(CommandContext context, TaskView task)
    {
        if (context.Screen.IsJson)
            TaskOutput.Json(context.Screen, task);
        else
            TaskOutput.Show(context.Screen, task);
        return ExitCode.Ok;
    }

    private static Command OnTask(GlobalOptions globals, string name, string description, Func<CommandContext, ITaskDoor, TaskView, CancellationToken, Task<int>> work)
    {
        var reference = new Argument<string>("TASK") { Description = "Its name or id." };
        var command = new Command(name, description);
        command.Arguments.Add(reference);
        return Does(command, globals, async (context, tasks, cancellationToken) => await work(context, tasks, await tasks.GetAsync(context.Get(reference)!, cancellationToken), cancellationToken));
    }

    private static Command Does(Command command, GlobalOptions globals, Func<CommandContext, ITaskDoor, CancellationToken, Task<int>> work)
    {
        command.Does(globals, async (context, cancellationToken) =>
        {
            await using var tasks = await context.OpenTasksAsync(cancellationToken);
            return await work(context, tasks, cancellationToken);
        });
        return command;
    }
}
