using System.IO.Compression;
using System.Net;
using Elsa.Http;
using Elsa.Workflows;
using Elsa.Workflows.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using static Elsa.Embedded.Tests.Http.HttpHost;
using Script = Elsa.Expressions.Models.Expression;

namespace Elsa.Embedded.Tests.Http;

public sealed class WriteHttpResponseTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("'text'", null, "text/plain", "text")]
    [InlineData("({a: [1, 'x']})", null, "application/json", """{"a":[1,"x"]}""")]
    [InlineData("bytesFromString('raw')", null, "application/octet-stream", "raw")]
    [InlineData("'<a/>'", "application/xml", "application/xml", "<a/>")]
    [InlineData("({a: 1})", "application/problem+json", "application/problem+json", """{"a":1}""")]
    [InlineData("'grün'", "text/plain; charset=iso-8859-1", "text/plain; charset=iso-8859-1", "grün")]
    public async Task A_value_becomes_the_body_that_its_type_says(string script, string? type, string expectedType, string expected)
    {
        await using var host = await HttpHost.StartAsync();
        await host.PublishAsync("answer", Starts("answer"), new WriteHttpResponse(new Input<object?>(new Script("JavaScript", script)), new Input<string?>(type)));
        var answer = await host.SendAsync("GET", "/workflows/answer");
        Assert.Equal((HttpStatusCode.OK, expectedType), (answer.StatusCode, answer.Content.Headers.ContentType!.ToString()));
        Assert.Equal(expected, await answer.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task A_status_without_a_body_has_none()
    {
        await using var host = await HttpHost.StartAsync();
        var answer = Answers("ignored");
        answer.StatusCode = new(HttpStatusCode.NoContent);
        answer.ResponseHeaders = new(new HttpHeaders { ["X-A"] = ["1", "2"], ["Content-Length"] = ["99"] });
        await host.PublishAsync("empty", Starts("empty"), answer);
        var received = await host.SendAsync("GET", "/workflows/empty");
        Assert.Equal((HttpStatusCode.NoContent, "1, 2", ""), (received.StatusCode, string.Join(", ", received.Headers.GetValues("X-A")), await received.Content.ReadAsStringAsync(Token)));
    }

    [Fact]
    public async Task Only_the_first_answer_counts()
    {
        await using var host = await HttpHost.StartAsync();
        var second = Answers("second");
        second.Id = "second";
        await host.PublishAsync("double", Starts("double"), Answers("first"), second);
        Assert.Equal("first", await host.Client.GetStringAsync("/workflows/double", Token));
        Assert.Equal("second", Assert.Single((await host.SingleInstanceAsync("double")).WorkflowState.Incidents).ActivityId);
    }

    [Fact]
    public async Task An_answer_without_a_request_is_a_fault_that_says_so()
    {
        await using var host = await HttpHost.StartAsync();
        await host.PublishAsync("alone", Answers("to nobody"));
        Assert.Contains("Nobody waits for an answer", Assert.Single((await host.StartWorkflowAsync("alone")).Incidents).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_header_with_a_line_break_is_refused_before_anything_is_sent()
    {
        await using var host = await HttpHost.StartAsync();
        var answer = Answers("x");
        answer.ResponseHeaders = new(new HttpHeaders { ["X-A"] = ["1\r\nSet-Cookie: a=b"] });
        await host.PublishAsync("split", Starts("split"), answer);
        var received = await host.SendAsync("GET", "/workflows/split");
        Assert.Equal(HttpStatusCode.InternalServerError, received.StatusCode);
        Assert.False(received.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task A_file_is_sent_in_parts_and_only_if_it_changed()
    {
        await using var host = await HttpHost.StartAsync();
        await host.PublishAsync("file", Starts("file"), new WriteFileHttpResponse { Id = "f", Content = new(new Script("JavaScript", "bytesFromString('0123456789')")), Filename = new("../../data.csv") });

        var whole = await host.SendAsync("GET", "/workflows/file");
        Assert.Equal(("0123456789", "text/csv", "data.csv"), (await whole.Content.ReadAsStringAsync(Token), whole.Content.Headers.ContentType!.ToString(), whole.Content.Headers.ContentDisposition!.FileName));
        var part = await host.SendAsync("GET", "/workflows/file", null, ("Range", "bytes=2-4"));
        Assert.Equal((HttpStatusCode.PartialContent, "234"), (part.StatusCode, await part.Content.ReadAsStringAsync(Token)));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, (await host.SendAsync("GET", "/workflows/file", null, ("Range", "bytes=50-"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotModified, (await host.SendAsync("GET", "/workflows/file", null, ("If-None-Match", whole.Headers.ETag!.ToString()))).StatusCode);
        Assert.All(await host.InstancesAsync("file"), x => Assert.Equal(WorkflowSubStatus.Finished, x.SubStatus));
    }

    [Fact]
    public async Task Several_files_are_sent_as_an_archive_that_can_be_fetched_again()
    {
        using var cache = new TemporaryFolder();
        var served = 0;
        await using var host = await HttpHost.StartAsync(
            elsa => Elsa.Extensions.ModuleExtensions.UseHttp(elsa, x => x.ConfigureHttpFileCacheOptions = options => options.LocalCacheDirectory = cache.Path),
            use: app => app.MapGet("/files/report.txt", () => Results.Text($"report {++served}")));
        await host.PublishAsync("zip", Starts("zip"), new WriteFileHttpResponse
        {
            Id = "f",
            Content = new(new Script("JavaScript", $"['plain', '{host.Address}files/report.txt', 'data:text/csv;base64,YSxi', '{host.Address}files/report.txt']")),
            EnableResumableDownloads = new(true),
        });

        var first = await host.SendAsync("GET", "/workflows/zip", null, ("x-download-id", "../../evil"));
        var bytes = await first.Content.ReadAsByteArrayAsync(Token);
        using (var zip = new ZipArchive(new MemoryStream(bytes)))
        {
            Assert.Equal(["file1", "report.txt", "file3", "report-2.txt"], zip.Entries.Select(x => x.Name));
            using var reader = new StreamReader(zip.Entries[1].Open());
            Assert.Equal("report 1", await reader.ReadToEndAsync(Token));
        }

        var rest = await host.SendAsync("GET", "/workflows/zip", null, ("x-download-id", "../../evil"), ("Range", "bytes=10-"), ("If-Range", first.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.PartialContent, rest.StatusCode);
        Assert.Equal(bytes[10..], await rest.Content.ReadAsByteArrayAsync(Token));
        Assert.Equal(2, served);
        Assert.Single(Directory.GetFiles(cache.Path));
        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync("GET", "/workflows/zip")).StatusCode);
        Assert.Single(Directory.GetFiles(cache.Path));
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("/etc/passwd")]
    public async Task A_path_of_this_machine_is_never_sent(string address)
    {
        await using var host = await HttpHost.StartAsync();
        await host.PublishAsync("local", Starts("local"), new WriteFileHttpResponse { Id = "f", Content = new((object)address) });
        Assert.DoesNotContain("root:", await (await host.SendAsync("GET", "/workflows/local")).Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("elsa-http-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
