using System.Text;
using Elsa.Extensions;
using Elsa.Http;
using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using static Elsa.Embedded.Tests.Http.HttpHost;

namespace Elsa.Embedded.Tests.Http;

public sealed class DownloadHttpFileTests
{
    [Fact]
    public async Task A_file_is_fetched_with_its_name_and_type()
    {
        await using var host = await HttpHost.StartAsync(use: app => app.MapGet("/files/{name}", (string name) => Results.File(Encoding.UTF8.GetBytes("tape"), "text/csv", "../" + name)));
        var file = new Variable<HttpFile>("File", null!);
        var bytes = new Variable<byte[]>("Bytes", null!);
        var download = Download(host, "files/list.csv");
        download.Result = new Output<HttpFile?>(file);
        download.ResponseContentBytes = new Output<byte[]?>(bytes);
        await using var engine = await Engine.StartAsync(elsa => elsa.UseHttp());
        var result = await engine.RunAsync(new Sequence
        {
            Variables = { file, bytes },
            Activities =
            {
                download,
                new WriteLine(new Input<string>(x => $"{file.Get(x)!.Filename} {file.Get(x)!.ContentType} {Encoding.UTF8.GetString(file.Get(x)!.GetBytes())} {bytes.Get(x)!.Length}")),
            },
        });

        Assert.Empty(result.WorkflowState.Incidents);
        Assert.Equal(["list.csv text/csv tape 4"], engine.Lines);
    }

    [Fact]
    public async Task What_is_no_file_is_an_outcome()
    {
        await using var host = await HttpHost.StartAsync(use: app => app.MapGet("/gone", () => Results.NotFound()));
        foreach (var (name, url, outcomes) in new[] { ("gone", new Uri(host.Address, "gone"), """["Unmatched status code","Done"]"""), ("nobody", new Uri("http://127.0.0.1:1/"), """["Failed to connect"]""") })
        {
            var download = Download(host, "");
            download.Url = new(url);
            await host.PublishAsync(name, download);
            var id = (await host.StartWorkflowAsync(name)).WorkflowInstanceId!;
            Assert.Equal(outcomes, Json((await host.RecordAsync(id, "dl")).Payload!["Outcomes"]));
        }
    }

    [Fact]
    public async Task Files_of_this_machine_and_files_that_are_too_long_are_not_read()
    {
        await using var host = await HttpHost.StartAsync(
            elsa => elsa.UseHttp(x => x.HttpClient = (_, client) => client.MaxResponseContentBufferSize = 1_000),
            use: app => app.MapGet("/long", () => new string('x', 2_000)));
        foreach (var (name, url, problem) in new[] { ("local", new Uri("file:///etc/hostname"), "http:// or https://"), ("long", new Uri(host.Address, "long"), "longer than this host reads") })
        {
            var download = Download(host, "");
            download.Url = new(url);
            await host.PublishAsync(name, download);
            Assert.Contains(problem, Assert.Single((await host.StartWorkflowAsync(name)).Incidents).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task No_record_shows_the_secrets_of_a_request()
    {
        var seen = "";
        await using var host = await HttpHost.StartAsync(use: app => app.MapGet("/f", (HttpContext http) => seen = $"{http.Request.Headers.Authorization} {http.Request.Headers["X-Api-Key"]}"));
        var download = Download(host, "f");
        download.Authorization = new("Bearer s3cret");
        download.RequestHeaders = new(new HttpHeaders { ["X-Api-Key"] = ["s3cret"] });
        await host.PublishAsync("secret", download);
        var id = (await host.StartWorkflowAsync("secret")).WorkflowInstanceId!;
        Assert.Equal("Bearer s3cret s3cret", seen);
        Assert.DoesNotContain("s3cret", Json((await host.RecordAsync(id, "dl")).ActivityState!), StringComparison.Ordinal);
    }

    private static DownloadHttpFile Download(HttpHost host, string path) => new()
    {
        Id = "dl",
        Url = new(new Uri(host.Address, path)),
        ExpectedStatusCodes = new(new List<int> { 200 }),
    };
}
