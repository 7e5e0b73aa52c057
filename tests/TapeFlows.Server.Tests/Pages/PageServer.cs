using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using TapeFlows.Server.Pages;

namespace TapeFlows.Server.Tests.Pages;

/// <summary>A console of a few files, sent by Kestrel.</summary>
internal sealed class PageServer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tapeflows-pages-");
    private WebApplication? _host;

    public PageFolders Folders => new(Path.Combine(_folder.FullName, "console"), Path.Combine(_folder.FullName, "designer"));

    public HttpClient Client { get; private set; } = null!;

    public void Put(string path, string content)
    {
        var file = Path.Combine(_folder.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _host = builder.Build();
        _host.MapGet("/{**path}", (HttpContext context) =>
            PageFiles.Find(Folders, context.Request.Path.Value!) is { } file ? PageFiles.Send(context, file) : Results.NotFound());
        await _host.StartAsync(TestContext.Current.CancellationToken);
        Client = new HttpClient { BaseAddress = new Uri(_host.Urls.First()) };
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (_host is not null)
            await _host.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
