using System.Text.Json;
using System.Text.Json.Nodes;
using Elsa.Expressions.Exceptions;
using Elsa.Expressions.Helpers;
using Elsa.Expressions.Models;
using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;

namespace Elsa.Embedded.Tests.Workflows;

public sealed class ExpressionTests
{
    [Fact]
    public async Task Every_syntax_of_this_slice_yields_its_value()
    {
        await using var engine = await Engine.StartAsync();
        var variable = new Variable<string>("Name", "tape");
        var mount = new Mount { Id = "mount", Pool = new("monthly"), Barcode = new() };
        var sequence = new Sequence
        {
            Variables = { variable },
            Activities =
            {
                mount,
                new WriteLine("literal"),
                new WriteLine(variable),
                new WriteLine(new Expression("Object", "\"object\"")),
                new WriteLine(new Expression("Input", "Who")),
                new WriteLine(_ => "delegate"),
                new WriteLine(x => (string?)x.GetOutput("mount", "Barcode")),
            },
        };

        var result = await engine.RunAsync(sequence, new { Who = "input" });

        Assert.Equal(WorkflowSubStatus.Finished, result.WorkflowState.SubStatus);
        Assert.Equal(["literal", "tape", "object", "input", "delegate", "TF0001L8"], engine.Lines);
    }

    // Studio sends what a picker chose as the text of its JSON; from then on it is an object, as on the recorded server.
    [Fact]
    public async Task What_Studio_picked_is_read_from_its_text_and_written_as_an_object()
    {
        await using var engine = await Engine.StartAsync();
        const string json = """
            {"type":"Elsa.Sequence","version":1,"id":"s","variables":[{"id":"v1","name":"Pool","typeName":"String","isArray":false,"value":"scratch"}],"activities":[
              {"type":"Elsa.WriteLine","version":1,"id":"a","text":{"typeName":"String","expression":{"type":"Variable","value":"{\"id\":\"v1\",\"name\":\"Pool\",\"typeName\":\"String\"}"}}},
              {"type":"Elsa.WriteLine","version":1,"id":"b","text":{"typeName":"String","expression":{"type":"Input","value":"{\"name\":\"Who\",\"type\":\"String\"}"}}}]}
            """;
        var serializer = engine.Get<IActivitySerializer>();
        var sequence = serializer.Deserialize(json);
        await engine.RunAsync(sequence, new { Who = "Ann" });
        Assert.Equal(["scratch", "Ann"], engine.Lines);

        var activities = JsonNode.Parse(serializer.Serialize(sequence))!["activities"]!.AsArray();
        Assert.Equal(["v1", null], activities.Select(x => (string?)x!["text"]!["expression"]!["value"]!["id"]));
        Assert.Equal(["Pool", "Who"], activities.Select(x => (string?)x!["text"]!["expression"]!["value"]!["name"]));
    }

    [Theory]
    [InlineData("Nonsense", "x", "no evaluator for expressions of the type 'Nonsense'. Known types: Literal, Object")]
    [InlineData("Object", "{broken", "The text is not JSON")]
    [InlineData("Input", null, "names no input")]
    [InlineData("Variable", null, "names no variable")]
    public async Task An_error_names_the_activity_the_input_and_the_reason(string type, string? value, string reason)
    {
        await using var engine = await Engine.StartAsync();
        var result = await engine.RunAsync(new WriteLine(new Expression(type, value)) { Id = "line" });

        var exception = Assert.Single(result.WorkflowState.Incidents).Exception!;
        Assert.Equal("Failed to evaluate activity input 'Text'", exception.Message);
        Assert.StartsWith("Activity 'line' (Elsa.WriteLine), input 'Text': ", exception.InnerException!.Message);
        Assert.Contains(reason, exception.InnerException.Message);
    }

    [Fact]
    public async Task A_variable_that_is_not_in_scope_is_named()
    {
        await using var engine = await Engine.StartAsync();
        var result = await engine.RunAsync(new WriteLine(new Variable<string>("Lost", "")));
        Assert.Contains("There is no variable 'Lost'", result.WorkflowState.Incidents.Single().Exception!.InnerException!.Message);
    }

    [Fact]
    public async Task A_value_that_does_not_convert_is_shown_with_both_types()
    {
        await using var engine = await Engine.StartAsync();
        var result = await engine.RunAsync(new For { Id = "for", Start = new(new Expression("Literal", "many")) });
        Assert.Contains("Activity 'for' (Elsa.For), input 'Start': Cannot convert 'many' (String) to Int32", result.WorkflowState.Incidents.Single().Exception!.InnerException!.Message);
    }

    [Fact]
    public void Values_convert_as_a_person_expects()
    {
        Assert.Equal(5, "5".ConvertTo<int>());
        Assert.Equal(5L, 5.ConvertTo<long>());
        Assert.Equal("true", true.ConvertTo<string>());
        Assert.Equal(TimeSpan.FromMinutes(1), "00:01:00".ConvertTo<TimeSpan>());
        Assert.Equal(Shade.Dark, "dark".ConvertTo<Shade>());
        Assert.Equal(Shade.Dark, "Dark".ConvertTo<Shade?>());
        Assert.Null(((object?)null).ConvertTo<int?>());
        Assert.Equal(0, ((object?)null).ConvertTo<int>());
        Assert.Equal(["a", "b"], "[\"a\",\"b\"]".ConvertTo<ICollection<string>>());
        Assert.Equal(["a", "b"], "a,b".ConvertTo<string[]>()!);
        Assert.Equal([1, 2], new object[] { "1", 2L }.ConvertTo<List<int>>()!);
        Assert.Equal(1, JsonDocument.Parse("{\"a\":1}").RootElement.ConvertTo<IDictionary<string, int>>()!["a"]);
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), "2026-01-02T03:04:05Z".ConvertTo<DateTimeOffset>());
        Assert.Throws<TypeConversionException>(() => "x".ConvertTo<Guid>());
        Assert.False("x".TryConvertTo<Guid>().IsSuccess);
    }
}
