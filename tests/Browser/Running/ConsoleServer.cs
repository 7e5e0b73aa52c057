using System.Diagnostics;
using System.Net.Http.Json;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;

namespace TapeFlows.Browser.Tests.Running;

/// <summary><c>tapeflows serve</c> as a process of its own on a new data folder, with the console that lies in the checkout.</summary>
/// <param name="published">The program where it was published, with a console of its own; null: where it was built.</param>
public sealed class ConsoleServer(string? published = null) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly string Program = Metadata("Program");

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("tapeflows-browser-");
    private readonly StringBuilder _said = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? _process;

    /// <summary>Where it serves.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Somebody who may do everything, for what a test needs beforehand and looks at afterwards.</summary>
    public HttpClient Admin { get; } = new();

    /// <summary>A folder for files of tests.</summary>
    public string Files => _home.FullName;

    private string Data => Path.Combine(Files, "data");

    /// <summary>Starts it, and waits until its pages are there.</summary>
    public async Task StartAsync()
    {
        _process = Start("serve", "--urls", "http://127.0.0.1:0");
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Address = await _address.Task.WaitAsync(Patience);
        Admin.BaseAddress = Address;
        await WaitForPagesAsync();
        await Accounts.CreateAsync(Admin);
    }

    /// <summary>Runs a command of the program on the same data folder.</summary>
    public async Task RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var code = await process.EndAsync($"tapeflows {string.Join(' ', arguments)}");
        Assert.True(code == 0, $"'tapeflows {string.Join(' ', arguments)}' ended with {code}\n{string.Join('\n', await said)}");
    }

    /// <summary>Stores a definition as a draft.</summary>
    public async Task ImportAsync(JsonObject definition)
    {
        using var answer = await Admin.PostAsJsonAsync("/elsa/api/workflow-definitions/import", definition);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Publishes the draft of a definition.</summary>
    public async Task PublishAsync(string definitionId)
    {
        using var answer = await Admin.PostAsJsonAsync($"/elsa/api/workflow-definitions/{definitionId}/publish", new { });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Starts a run of the published version of a definition.</summary>
    /// <returns>The id of the run.</returns>
    public async Task<string> StartRunAsync(string definitionId)
    {
        using var answer = await Admin.PostAsJsonAsync($"/elsa/api/workflow-definitions/{definitionId}/dispatch", new { });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["workflowInstanceId"]!;
    }

    /// <summary>The latest version of a definition as it is stored.</summary>
    public async Task<JsonObject> LatestAsync(string definitionId) =>
        (await Admin.GetFromJsonAsync<JsonObject>($"/elsa/api/workflow-definitions/by-definition-id/{definitionId}?versionOptions=Latest"))!;

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        if (_process is { HasExited: false } process)
        {
            await process.KillAndWaitAsync();
        }

        _process?.Dispose();
        _home.Delete(recursive: true);
    }

    /// <summary>Starts the program; its environment has nothing of the tester's.</summary>
    public Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(published ?? "dotnet", published is null ? [Program, .. arguments] : arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false, WorkingDirectory = Files,
        };
        start.Environment["TAPEFLOWS_DATA"] = Data;
        start.Environment[Accounts.PasswordVariable] = Accounts.Password;
        start.Environment.Remove("TAPEFLOWS_CATALOG");
        start.Environment.Remove("TAPEFLOWS_PAGES");
        return Process.Start(start)!;
    }

    /// <summary>What the project file wrote into this assembly.</summary>
    public static string Metadata(string key) =>
        typeof(ConsoleServer).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => string.Equals(item.Key, key, StringComparison.Ordinal)).Value!;

    // The console is built first where that was not done yet.
    private async Task WaitForPagesAsync()
    {
        for (var start = Stopwatch.StartNew(); ; await Task.Delay(500))
        {
            using var answer = await Admin.GetAsync("/");
            if (answer.IsSuccessStatusCode)
                return;
            var reason = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.Headers.RetryAfter is not null && start.Elapsed < 2 * Patience, reason);
        }
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            _address.TrySetException(new InvalidOperationException($"It ended before it served.\n{_said}"));
            return;
        }

        lock (_said)
            _said.AppendLine(line);
        if (line.StartsWith("Serving on ", StringComparison.Ordinal))
            _address.TrySetResult(new Uri(line.Split(' ')[2]));
    }
}
