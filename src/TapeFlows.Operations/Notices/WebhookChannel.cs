using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using TapeFlows.Operations.Inbox;

namespace TapeFlows.Operations.Notices;

/// <summary>Notices as a signed POST of JSON. An answer below 300 takes it; a redirection is none, so that what is signed goes nowhere else.</summary>
internal sealed class WebhookChannel : INoticeChannel, IDisposable
{
    private readonly NoticeOptions _options;
    private readonly TimeProvider _clock;
    private readonly HttpClient _client;

    public WebhookChannel(NoticeOptions options, TimeProvider clock)
    {
        (_options, _clock) = (options, clock);
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2) });
        _client.Timeout = options.Webhook?.Timeout ?? TimeSpan.FromSeconds(15);
        _client.MaxResponseContentBufferSize = 64 << 10;
    }

    public string Name => "webhook";

    public async Task SendAsync(InboxEntry entry, NoticeDelivery delivery, CancellationToken cancellationToken)
    {
        if (_options.Webhook is not { } webhook)
            throw new NoticeException("The settings name no webhook any more.");
        using var request = RequestFor(webhook, entry, delivery);
        try
        {
            // Only the head of the answer counts: nobody reads what a receiver writes.
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!answer.IsSuccessStatusCode)
                throw new NoticeException(string.Create(CultureInfo.InvariantCulture, $"The webhook answered {(int)answer.StatusCode}."));
        }
        catch (HttpRequestException e)
        {
            throw new NoticeException($"The webhook cannot be reached: {e.HttpRequestError}.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new NoticeException(string.Create(CultureInfo.InvariantCulture, $"The webhook gave no answer within {webhook.Timeout.TotalSeconds:0} s."));
        }
    }

    private HttpRequestMessage RequestFor(WebhookOptions webhook, InboxEntry entry, NoticeDelivery delivery)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(Payload.Of(entry, delivery), OperationJson.Options);
        var timestamp = _clock.GetUtcNow().ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.Add(WebhookSignature.TimestampHeader, timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(WebhookSignature.SignatureHeader, WebhookSignature.Make(SecretFile.Read(webhook.Secret, webhook.SecretFile, "the webhook"), timestamp, body));
        request.Headers.Add(WebhookSignature.DeliveryHeader, delivery.Id.ToString());
        return request;
    }

    public void Dispose() => _client.Dispose();

    /// <summary>The body, in snake case.</summary>
    private sealed record Payload(
        Guid Id, InboxKind Kind, NoticeSeverity Severity, string Subject, string Text, string? Run, Guid? OperationId, string? Pool, string? Barcode,
        DateTimeOffset RaisedAt, int Times, int Escalation)
    {
        public static Payload Of(InboxEntry entry, NoticeDelivery delivery) => new(
            entry.Id, entry.Kind, entry.Severity, entry.Subject, entry.Text, entry.Run, entry.OperationId, entry.Pool, entry.Barcode,
            entry.RaisedAt, entry.Times, delivery.Round);
    }
}
