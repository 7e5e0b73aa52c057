using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;

namespace Elsa.Embedded.Host;

/// <summary>What happened outside of the engine: lines in files, which outlive the process that wrote them.</summary>
public static class Trail
{
    private static readonly Lock Gate = new();

    public static string Folder { get; set; } = "";

    public static void Write(string file, string line)
    {
        lock (Gate)
            File.AppendAllText(Path.Combine(Folder, $"{file}.{Environment.ProcessId}"), line + "\n");
    }

    /// <summary>The lines of all processes; a line that a killed process did not finish does not count.</summary>
    public static IEnumerable<string> Lines(string file)
    {
        lock (Gate)
        {
            return Directory.GetFiles(Folder, file + ".*").SelectMany(path =>
            {
                using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
                var text = reader.ReadToEnd();
                return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
            }).ToList();
        }
    }

    public static int Count(string file) => Lines(file).Count();
}

/// <summary>Changes the world: it writes down which execution did.</summary>
[Activity("Doomed", "Tests")]
public class Step : CodeActivity
{
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        Trail.Write("steps", $"{context.WorkflowExecutionContext.Id} {context.Activity.Id} {context.Id}");
        await Task.Delay(1);
    }
}

/// <summary>Waits for somebody.</summary>
[Activity("Doomed", "Tests")]
public class Pause : Activity
{
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        context.CreateBookmark(new CreateBookmarkArgs { BookmarkName = "Pause", Callback = ResumedAsync });
        return ValueTask.CompletedTask;
    }

    private async ValueTask ResumedAsync(ActivityExecutionContext context)
    {
        Trail.Write("steps", $"{context.WorkflowExecutionContext.Id} {context.Activity.Id} {context.Id}");
        await context.CompleteActivityAsync();
    }
}
