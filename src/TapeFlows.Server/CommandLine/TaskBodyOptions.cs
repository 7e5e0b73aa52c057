using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using TapeFlows.Scheduling;
using TapeFlows.Scheduling.Tasks;

namespace TapeFlows.Server.CommandLine;

/// <summary>What may be said of a task, as options; or as the JSON of the API in a file, over which options win.</summary>
internal sealed class TaskBodyOptions
{
    private readonly Option<string?> _file = new("--from") { Description = "A file with a task as the API takes it, for everything that has no option; '-': standard input.", HelpName = "FILE" };
    private readonly Option<string?> _description = new("--description") { Description = "What it is for.", HelpName = "TEXT" };
    private readonly Option<string?> _action = Choices.OneOf("--action", "What it does.", fallback: null, [.. Words.All<ActionType>()]);
    private readonly Option<string?> _procedure = new("--procedure") { Description = "The workflow that it runs, or one version of it as full-backup@3. Default: that of the action.", HelpName = "ID" };
    private readonly Option<string[]> _input = Choices.Many("--input", "The value of an input. May be repeated; a list takes one value each time, or JSON.", "NAME=VALUE");
    private readonly Option<string?> _priority = Choices.OneOf("--priority", "Which goes first.", fallback: null, [.. Words.All<TaskPriority>()]);
    private readonly Option<int?> _retries = Choices.Count("--retries", "Further attempts after a failure. Default: 3, after 60, 300 and 900 s.", least: 0);
    private readonly Option<int?> _timeout = Choices.Count("--timeout", "Seconds after which a run is cancelled.", least: 1);
    private readonly Option<string?> _missed = Choices.OneOf("--on-missed", "What happens to planned times that passed while nothing was up.", fallback: null, [.. Words.All<MissedRule>()]);
    private readonly Option<string?> _overlap = Choices.OneOf("--overlap", "What happens to a planned time while the task still runs.", fallback: null, [.. Words.All<OverlapRule>()]);
    private readonly Option<string[]> _after = Choices.Many("--after", "A task that must have ended well before this one runs, by name or id. May be repeated.", "TASK");
    private readonly ScheduleOptions _schedule = new();

    public void AddTo(Command command)
    {
        _schedule.AddTo(command);
        foreach (var option in (Option[])[_action, _procedure, _input, _priority, _description, _retries, _timeout, _missed, _overlap, _after, _file])
            command.Options.Add(option);
    }

    /// <summary>The body of a request: what the file says, and over it what the options say.</summary>
    /// <exception cref="UsageException">The file is none, or an option makes no sense.</exception>
    public async Task<JsonObject> ReadAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var body = context.Get(_file) is { } file ? await FileAsync(file, cancellationToken) : [];
        Put(body, "description", context.Get(_description));
        Put(body, "action_type", context.Get(_action));
        Put(body, "procedure", context.Get(_procedure));
        Put(body, "priority", context.Get(_priority));
        Put(body, "on_missed", context.Get(_missed));
        Put(body, "overlap", context.Get(_overlap));
        Put(body, "retry_count", context.Get(_retries));
        Put(body, "run_timeout", context.Get(_timeout));
        if (context.Get(_after) is { Length: > 0 } after)
            body["depends_on"] = new JsonArray([.. after.Select(name => (JsonNode?)name)]);
        _schedule.Write(context, body);
        if (context.Get(_input) is { Length: > 0 } inputs)
            body["action_config"] = Inputs(inputs);
        return body;
    }

    private static void Put(JsonObject body, string name, JsonNode? value)
    {
        if (value is not null)
            body[name] = value;
    }

    private static JsonObject Inputs(string[] inputs)
    {
        var config = new JsonObject();
        foreach (var input in inputs)
        {
            if (input.IndexOf('=', StringComparison.Ordinal) is var at and > 0)
                Add(config, input[..at], ValueOf(input[(at + 1)..]));
            else
                throw new UsageException($"--input '{input}' gives no value: write NAME=VALUE.");
        }

        return config;
    }

    // The same name again: the values of a list.
    private static void Add(JsonObject config, string name, JsonNode? value)
    {
        if (!config.TryGetPropertyValue(name, out var before))
            config[name] = value;
        else if (before is JsonArray list)
            list.Add(value);
        else
            config[name] = new JsonArray(before?.DeepClone(), value);
    }

    private static JsonNode? ValueOf(string text)
    {
        try
        {
            // A barcode of digits is JSON too, but it was meant as a text by whoever wrote no quotation marks: only what can be nothing else is taken for JSON.
            return text is "true" or "false" || text.StartsWith('[') || text.StartsWith('{') || text.StartsWith('"') ? JsonNode.Parse(text) : JsonValue.Create(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    private static async Task<JsonObject> FileAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            var text = file == "-" ? await Console.In.ReadToEndAsync(cancellationToken) : await File.ReadAllTextAsync(file, cancellationToken);
            return JsonNode.Parse(text) as JsonObject ?? throw new UsageException($"{file} holds no JSON object.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new UsageException($"{file} cannot be read as a task: {e.Message}");
        }
    }
}
