using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TapeFlows.Server.Api;
using TapeFlows.Server.Api.Problems;

namespace TapeFlows.Server.Client;

/// <summary>A running server, as a command talks to it. What it refuses is an <see cref="IOException"/> with its words.</summary>
internal sealed class ServerConnection : IDisposable
{
    /// <summary>Names the server.</summary>
    public const string AddressVariable = "TAPEFLOWS_SERVER";

    /// <summary>The key, which never stands on a command line, where every user of the machine could read it.</summary>
    public const string KeyVariable = "TAPEFLOWS_API_KEY";

    private static readonly JsonSerializerOptions Json = new(ApiJson.Options) { RespectRequiredConstructorParameters = false };
    private readonly HttpClient _client;
    private readonly Uri _address;

    public ServerConnection(Uri address, string? key, HttpMessageHandler? handler = null)
    {
        _address = address;
        _client = new HttpClient(handler ?? new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(10) }) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (key is not null)
            _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>Asks for something.</summary>
    /// <exception cref="IOException">The server is not there, or refuses.</exception>
    public async Task<T> SendAsync<T>(HttpMethod method, string path, JsonObject? body = null, CancellationToken cancellationToken = default)
    {
        using var answer = await AskAsync(method, path, body, HttpCompletionOption.ResponseContentRead, cancellationToken);
        await using var content = await answer.Content.ReadAsStreamAsync(cancellationToken);
        return await JsonSerializer.DeserializeAsync<T>(content, Json, cancellationToken) ?? throw new IOException($"{_address} answered nothing to {method} {path}. Is it a server of TapeFlows?");
    }

    /// <summary>Asks for something that is answered without words.</summary>
    /// <exception cref="IOException">The server is not there, or refuses.</exception>
    public async Task SendAsync(HttpMethod method, string path, CancellationToken cancellationToken) =>
        (await AskAsync(method, path, body: null, HttpCompletionOption.ResponseContentRead, cancellationToken)).Dispose();

    /// <summary>Whether there is something.</summary>
    public async Task<bool> HasAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(HttpMethod.Get, path, cancellationToken);
            return true;
        }
        catch (ServerRefusal e) when (e.Status == HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    /// <summary>Hears events until their end.</summary>
    public async IAsyncEnumerable<(string Type, JsonElement Data)> FollowAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var answer = await AskAsync(HttpMethod.Get, path, body: null, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await using var content = await answer.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var item in SseParser.Create(content, (_, data) => JsonElement.Parse(data)).EnumerateAsync(cancellationToken))
            yield return (item.EventType, item.Data);
    }

    private async Task<HttpResponseMessage> AskAsync(HttpMethod method, string path, JsonObject? body, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        HttpResponseMessage answer;
        try
        {
            answer = await _client.SendAsync(request, completion, cancellationToken);
        }
        catch (HttpRequestException e)
        {
            throw new IOException($"No server answers at {_address}: {(e.InnerException is SocketException or IOException ? e.InnerException.Message : e.Message)} Is 'tapeflows serve' running there?", e);
        }

        if (answer.IsSuccessStatusCode)
            return answer;
        using (answer)
            throw new ServerRefusal(answer.StatusCode, await WordsAsync(answer, cancellationToken));
    }

    private async Task<string> WordsAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.StatusCode == HttpStatusCode.Unauthorized)
            return $"{_address} does not know who calls. Put an API key into {KeyVariable} or into a file that --api-key-file names; administrators make one with POST /api/auth/keys.";
        if (answer.StatusCode == HttpStatusCode.Forbidden)
            return $"{_address} does not allow this to the API key in use. An administrator can make one with another role.";
        try
        {
            var problem = await JsonSerializer.DeserializeAsync<ProblemDocument>(await answer.Content.ReadAsStreamAsync(cancellationToken), Json, cancellationToken);
            return problem?.Detail ?? problem?.Title ?? answer.ReasonPhrase ?? "";
        }
        catch (JsonException)
        {
            return $"{_address} answered {(int)answer.StatusCode} {answer.ReasonPhrase}. Is it a server of TapeFlows?";
        }
    }

    public void Dispose() => _client.Dispose();
}

/// <summary>The server will not do it. The message is what it says.</summary>
internal sealed class ServerRefusal(HttpStatusCode status, string message) : IOException(message)
{
    public HttpStatusCode Status { get; } = status;
}
