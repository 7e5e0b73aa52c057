using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace TapeFlows.Server.Tests.Program;

/// <summary><c>tapeflows serve</c> as a process of its own, reached by HTTP.</summary>
public sealed class Served : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly System.Diagnostics.Process _process;
    private readonly StringBuilder _said = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Served(System.Diagnostics.Process process)
    {
        _process = process;
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    public HttpClient Client { get; } = new();

    /// <summary>What it wrote, results and remarks.</summary>
    public string Said
    {
        get
        {
            lock (_said)
                return _said.ToString();
        }
    }

    /// <summary>Starts it, and waits until it serves.</summary>
    public static async Task<Served> StartAsync(Tapeflows program)
    {
        var served = new Served(program.Start("serve", "--urls", "http://127.0.0.1:0"));
        served.Client.BaseAddress = await served._address.Task.Within("the address of the server", Patience);
        return served;
    }

    /// <summary>Asks a workflow, as a script does.</summary>
    public async Task<(int Status, string Body)> SendAsync(HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await Client.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Asks it to stop, as a service manager does.</summary>
    public async Task<int> StopAsync()
    {
        await Signals.SendAsync(_process, "TERM");
        return await _process.EndAsync("the server, which was asked to stop", Patience);
    }

    /// <summary>Kills it, as a power failure does.</summary>
    public Task KillAsync() => _process.KillAndWaitAsync();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
        Client.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            _address.TrySetException(new InvalidOperationException($"It ended before it served.\n{Said}"));
            return;
        }

        lock (_said)
            _said.AppendLine(line);
        if (line.StartsWith("Serving on ", StringComparison.Ordinal))
            _address.TrySetResult(new Uri(line.Split(' ')[2]));
    }
}
