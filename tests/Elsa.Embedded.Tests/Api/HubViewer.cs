using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Elsa.Embedded.Tests.Api;

/// <summary>A viewer as Studio's: a WebSocket that speaks the JSON protocol of SignalR, records ended by 0x1E.</summary>
internal sealed class HubViewer : IDisposable
{
    private const char End = '\u001e';

    private readonly ClientWebSocket _socket = new();

    private HubViewer()
    {
    }

    public static async Task<HubViewer> ConnectAsync(ApiHost host)
    {
        var viewer = new HubViewer();
        await viewer._socket.ConnectAsync(new UriBuilder(host.Client.BaseAddress!) { Scheme = "ws", Path = "/elsa/hubs/workflow-instance", Query = "access_token=*" }.Uri, ApiHost.Token);
        await viewer.SendAsync("""{"protocol":"json","version":1}""");
        Assert.Empty((await viewer.ReceiveAsync()).AsObject());
        return viewer;
    }

    /// <summary>Looks at an instance from now on.</summary>
    /// <returns>What the hub answers.</returns>
    public async Task<JsonNode> ObserveAsync(string instanceId)
    {
        await SendAsync($$"""{"type":1,"invocationId":"1","target":"ObserveInstanceAsync","arguments":["{{instanceId}}"]}""");
        var answer = await ReceiveAsync();
        Assert.Equal(3, answer["type"]!.GetValue<int>());
        return answer;
    }

    /// <summary>The next message. Pings say nothing.</summary>
    public async Task<JsonNode> ReceiveAsync()
    {
        var text = new StringBuilder();
        var one = new byte[1];
        while (true)
        {
            await _socket.ReceiveAsync(one, ApiHost.Token).Within("a message of the hub");
            if (one[0] != End)
            {
                text.Append((char)one[0]);
                continue;
            }

            var message = JsonNode.Parse(text.ToString())!;
            if (message["type"]?.GetValue<int>() != 6)
                return message;
            text.Clear();
        }
    }

    public void Dispose() => _socket.Dispose();

    private Task SendAsync(string message) => _socket.SendAsync(Encoding.UTF8.GetBytes(message + End), WebSocketMessageType.Text, endOfMessage: true, ApiHost.Token);
}
