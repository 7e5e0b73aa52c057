using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace TapeFlows.Server.Tests.Api;

/// <summary>Somebody who calls the API.</summary>
public sealed class ApiCaller(HttpClient client)
{
    public HttpClient Client => client;

    public Task<ApiAnswer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, body: null, headers);

    public Task<ApiAnswer> PostAsync(string path, string? json = null, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Post, path, json, headers);

    public async Task<ApiAnswer> SendAsync(HttpMethod method, string path, string? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        foreach (var (name, value) in headers)
        {
            if (name == "Content-Type")
                request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
            else
                request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return new ApiAnswer(
            (int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), answer.Content.Headers.ContentType?.MediaType, answer.Headers.ETag?.Tag, answer.Headers.Location?.ToString());
    }
}

/// <summary>What a caller got.</summary>
public sealed record ApiAnswer(int Status, string Body, string? Type, string? ETag, string? Location)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public ApiAnswer With(int status)
    {
        Assert.True(Status == status, $"{Status} instead of {status}\n{Body}");
        return this;
    }

    /// <summary>Asserts that this is a refusal, and says which.</summary>
    public JsonElement Problem(int status, string word)
    {
        With(status);
        Assert.Equal("application/problem+json", Type);
        Assert.Equal($"urn:tapeflows:problem:{word}", Json.GetProperty("type").GetString());
        Assert.Equal(status, Json.GetProperty("status").GetInt32());
        Assert.DoesNotContain("   at ", Body, StringComparison.Ordinal);
        return Json;
    }
}
