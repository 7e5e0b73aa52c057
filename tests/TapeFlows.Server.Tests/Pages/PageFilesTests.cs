using System.Net;
using TapeFlows.Server.Pages;

namespace TapeFlows.Server.Tests.Pages;

public sealed class PageFilesTests : IAsyncLifetime
{
    private const string Native = "designer/_framework/dotnet.native.b6l13xorvf.wasm";

    private readonly PageServer _server = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server.Put("console/index.html", "shell");
        _server.Put("console/assets/index-Chx1rBIK.js", "console");
        _server.Put(Native, "plain");
        _server.Put(Native + ".br", "as brotli");
        _server.Put(Native + ".gz", "as gzip");
        _server.Put("designer/_framework/dotnet.js", "loader");
        _server.Put("secret.json", "{}");
        await _server.StartAsync();
    }

    [Theory]
    [InlineData("gzip, deflate, br", "br", "as brotli")]
    [InlineData("gzip", "gzip", "as gzip")]
    [InlineData("br;q=0, gzip", "gzip", "as gzip")]
    [InlineData("identity", null, "plain")]
    [InlineData(null, null, "plain")]
    public async Task The_best_form_that_the_browser_takes_is_sent(string? accepted, string? encoding, string content)
    {
        using var answer = await GetAsync("/_framework/dotnet.native.b6l13xorvf.wasm", accepted);
        Assert.Equal(content, await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(encoding, answer.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Equal("application/wasm", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("Accept-Encoding", answer.Headers.Vary.Single());
    }

    [Theory]
    [InlineData("/_framework/dotnet.native.b6l13xorvf.wasm", true)]
    [InlineData("/assets/index-Chx1rBIK.js", true)]
    [InlineData("/_framework/dotnet.js", false)]
    [InlineData("/index.html", false)]
    public async Task Only_names_with_a_hash_of_their_content_are_kept_for_good(string path, bool forGood)
    {
        using var answer = await GetAsync(path);
        Assert.Equal(forGood ? "public, max-age=31536000, immutable" : "no-cache", answer.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task What_the_browser_has_is_not_sent_again()
    {
        using var first = await GetAsync("/_framework/dotnet.js");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/_framework/dotnet.js");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await _server.Client.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task Each_form_has_its_own_tag()
    {
        using var brotli = await GetAsync("/_framework/dotnet.native.b6l13xorvf.wasm", "br");
        using var gzip = await GetAsync("/_framework/dotnet.native.b6l13xorvf.wasm", "gzip");
        Assert.NotEqual(brotli.Headers.ETag, gzip.Headers.ETag);
    }

    [Theory]
    [InlineData("/../secret.json")]
    [InlineData("/_framework/../../secret.json")]
    [InlineData("//etc/passwd")]
    [InlineData("/_framework")]
    public void An_address_never_leads_out_of_the_folders(string path) => Assert.Null(PageFiles.Find(_server.Folders, path));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task<HttpResponseMessage> GetAsync(string path, string? accepted = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accepted is not null)
            request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        return await _server.Client.SendAsync(request, HttpCompletionOption.ResponseContentRead, Cancel);
    }
}
