using TapeFlows.Testing;

namespace TapeFlows.Server.Tests.Api;

public sealed class DescriptionTests(ApiHosts hosts, PostgresServer postgres)
{
    [Fact]
    public async Task The_description_has_every_route_with_words_and_says_how_to_sign_in()
    {
        var host = await hosts.GetAsync("SQLite", postgres);
        var document = (await host.As("viewer").GetAsync("/openapi/v1.json")).With(200).Json;
        Assert.StartsWith("3.", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal("bearer", document.GetProperty("components").GetProperty("securitySchemes").GetProperty("bearer").GetProperty("scheme").GetString());
        var operations = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(operation => (Name: $"{operation.Name} {path.Name}", operation.Value))).ToList();
        Assert.True(operations.Count > 50);
        foreach (var (name, operation) in operations.Where(operation => !operation.Name.Contains("/api/backups", StringComparison.Ordinal)))
            Assert.True(operation.TryGetProperty("summary", out _), $"{name} has no summary");
        var list = document.GetProperty("paths").GetProperty("/api/scheduler/tasks").GetProperty("get");
        Assert.Equal(["enabled_only", "action_type", "origin", "search", "page", "page_size"], list.GetProperty("parameters").EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString()));
        var task = document.GetProperty("components").GetProperty("schemas").GetProperty("TaskBody").GetProperty("properties");
        Assert.Contains("full-backup@3", task.GetProperty("procedure").GetProperty("description").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_body_that_is_sent_has_an_example_which_has_only_fields_that_there_are()
    {
        var host = await hosts.GetAsync("SQLite", postgres);
        var document = (await host.As("viewer").GetAsync("/openapi/v1.json")).With(200).Json;
        var seen = 0;
        foreach (var path in document.GetProperty("paths").EnumerateObject().Where(path => !path.Name.StartsWith("/api/auth", StringComparison.Ordinal)))
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                if (!operation.Value.TryGetProperty("requestBody", out var body))
                    continue;
                seen++;
                var media = body.GetProperty("content").GetProperty("application/json");
                Assert.True(media.TryGetProperty("example", out var example), $"{operation.Name} {path.Name} has no example");
                var shape = media.GetProperty("schema").GetProperty("$ref").GetString()!.Split('/')[^1];
                var known = document.GetProperty("components").GetProperty("schemas").GetProperty(shape).GetProperty("properties").EnumerateObject().Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
                Assert.All(example.EnumerateObject(), field => Assert.Contains(field.Name, known));
            }
        }

        Assert.True(seen >= 9, $"{seen} bodies");
    }
}
