using System.Dynamic;
using System.Text.Json.Nodes;
using Elsa.Expressions.JavaScript.Activities;
using Elsa.Expressions.JavaScript.Models;
using Elsa.Expressions.JavaScript.TypeDefinitions.Contracts;
using Elsa.Expressions.JavaScript.TypeDefinitions.Models;
using Elsa.Expressions.Models;
using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;

namespace Elsa.Embedded.Tests.Scripting.JavaScript;

/// <summary>What scripts see of a workflow, and what they change in it.</summary>
public sealed class WorkflowScriptTests
{
    [Theory]
    [InlineData("getTotal() + 1", 5)]
    [InlineData("getVariable('Total') + 1", 5)]
    [InlineData("variables.Total + 1", 5)]
    [InlineData("setTotal(7); getTotal()", 7)]
    [InlineData("setVariable('Total', 8); variables.Total", 8)]
    [InlineData("variables.Total = 9; getTotal()", 9)]
    [InlineData("variables.Total++; variables.Total += 2; getTotal()", 7)]
    [InlineData("getInput('Amount') * 2", 6)]
    [InlineData("getAmount() * 2", 6)]
    [InlineData("getInput('Nothing')", null)]
    [InlineData("getVariable('Nothing')", null)]
    [InlineData("typeof getNothing", "undefined")]
    [InlineData("getOutputFrom('first')", 42)]
    [InlineData("getResultFromFirst()", 42)]
    [InlineData("getResultFromNobody ? 1 : 2", "getResultFromNobody is not defined")]
    [InlineData("getLastResult()", 42)]
    [InlineData("isNullOrEmpty('') && isNullOrWhiteSpace(' ') && !isNullOrEmpty('x') && isNullOrEmpty(null)", true)]
    [InlineData("newGuid() != newGuid() && getShortGuid().length > 10 && newGuidString().length == 36", true)]
    [InlineData("parseGuid('6F9619FF-8B86-D011-B42D-00C04FC964FF')", "6f9619ff-8b86-d011-b42d-00c04fc964ff")]
    [InlineData("toJson({ a: [1, 'x', null, true] })", "{\"a\":[1,\"x\",null,true]}")]
    [InlineData("parseJson('{\"a\":[1,2]}').a[1]", 2)]
    [InlineData("bytesToString(bytesFromBase64(stringToBase64('tape')))", "tape")]
    [InlineData("bytesToBase64(bytesFromString('tape')) + stringFromBase64('dGFwZQ==')", "dGFwZQ==tape")]
    [InlineData("bytesFromString('tape').length", 4)]
    [InlineData("getCorrelationId()", null)]
    [InlineData("setCorrelationId('c'); setWorkflowInstanceName('n'); getCorrelationId() + getWorkflowInstanceName()", "cn")]
    [InlineData("getWorkflowInstanceId().length > 5", true)]
    [InlineData("typeof setOutcome", "function")]
    public async Task A_script_sees_the_workflow(string script, object? expected)
    {
        await using var engine = await StartAsync();
        var total = new Variable<int>("Total", 4);
        var run = new RunJavaScript { Script = new(script), Id = "run" };
        var sequence = new Sequence { Variables = { total }, Activities = { new RunJavaScript { Script = new("42"), Id = "first", Name = "First" }, run } };

        var result = await engine.RunAsync(sequence, new { Amount = 3 });

        var value = result.WorkflowState.Incidents.SingleOrDefault()?.Message ?? result.WorkflowExecutionContext.GetActivityOutputRegister().FindOutputByActivityId("run");
        Assert.Equal(expected, value);
    }

    [Fact]
    public async Task Values_of_every_kind_go_in_and_come_back()
    {
        await using var engine = await StartAsync();
        var at = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        var scope = new ExpressionExecutionContext(engine.Services, new MemoryRegister());
        foreach (var value in new object?[] { null, "text", true, 5, -0.5, 1e20, new[] { 1, 2 }, new List<string> { "a" }, at, new byte[] { 1, 255 }, Shade.Dark, 'c', 3.5m, 7L })
            scope.SetVariable($"V{scope.Memory.Blocks.Count}", value);

        Assert.Equal("null string boolean number number number object object object object string string number number", Run("Object.keys(variables).map(k => variables[k] === null ? 'null' : typeof variables[k]).join(' ')"));
        Assert.Equal([1, 2, 3], Assert.IsType<object?[]>(Run("[...getV6(), 3]")));
        Assert.Equal(at.UtcDateTime, Assert.IsType<DateTime>(Run("getV8()")));
        Assert.Equal([1, 255], Assert.IsType<byte[]>(Run("getV9()")));
        Assert.Equal("Dark", Run("getV10()"));
        Assert.Equal(Shade.Dark, Get("getV10()", typeof(Shade)));
        Assert.Equal(at, Get("new Date(Date.UTC(2026, 0, 2, 3, 4, 5))", typeof(DateTimeOffset)));
        Assert.Equal(["a", "b"], (string[])Get("['a', 'b']", typeof(string[]))!);
        var expando = Assert.IsType<ExpandoObject>(Run("({ a: { b: [1] }, f() {}, u: undefined })"));
        Assert.Equal(["a"], expando.Select(x => x.Key));
        Assert.Null(Run("new Date(NaN)"));
        Assert.Null(Run("undefined"));

        object? Run(string script) => Get(script, typeof(object));

        object? Get(string script, Type type) =>
            engine.Get<Elsa.Expressions.JavaScript.Contracts.IJavaScriptEvaluator>().Evaluate(script, type, scope, cancellationToken: TestContext.Current.CancellationToken).Value;
    }

    [Fact]
    public async Task What_a_script_changes_inside_an_object_goes_back_into_the_variable()
    {
        await using var engine = await StartAsync();
        var list = new Variable<List<int>>("List", [1, 2]);
        var json = new Variable<JsonObject>("Json", new JsonObject { ["a"] = 1 });
        var box = new Variable<Box>("Box", new Box { Size = 1 });
        var sequence = new Sequence
        {
            Variables = { list, json, box },
            Activities =
            {
                new RunJavaScript { Script = new("getList().push(3); variables.Json.b = { c: [true] }; getBox().Size = 5; getBox().size++") },
                new WriteLine(JavaScriptExpression.Create("`${getList()} ${toJson(getJson())} ${getBox().Size}`")),
                new RunJavaScript { Script = new("variables.New = 'made'") },
                new WriteLine(JavaScriptExpression.Create("getVariable('New')")),
            },
        };

        var result = await engine.RunAsync(sequence);

        Assert.Empty(result.WorkflowState.Incidents);
        Assert.Equal(["1,2,3 {\"a\":1,\"b\":{\"c\":[true]}} 6", "made"], engine.Lines);
    }

    [Fact]
    public async Task An_object_that_contains_itself_can_be_looked_at()
    {
        await using var engine = await StartAsync();
        var box = new Box { Size = 2 };
        box.Inner = box;
        var variable = new Variable<Box>("Box", box);
        var result = await engine.RunAsync(new Sequence { Variables = { variable }, Activities = { new WriteLine(JavaScriptExpression.Create("getBox().Inner.Inner.Size")) } });
        Assert.Empty(result.WorkflowState.Incidents);
        Assert.Equal(["2"], engine.Lines);
    }

    [Fact]
    public async Task The_outcomes_of_a_script_are_those_it_sets_else_Done()
    {
        await using var engine = await StartAsync();
        var result = await engine.RunAsync(new Sequence
        {
            Activities = { new RunJavaScript { Script = new("setOutcome('X'); return 7"), Id = "x" }, new RunJavaScript { Script = new("setOutcomes(['A', 'B'])"), Id = "ab" }, new RunJavaScript { Script = new("1"), Id = "done" }, new RunJavaScript { Script = new(""), Id = "empty" } },
        });

        var outcomes = result.Journal.ActivityExecutionContexts.Where(x => x.Activity is RunJavaScript)
            .ToDictionary(x => x.Activity.Id, x => x.JournalData.TryGetValue("Outcomes", out var set) ? string.Join(',', (IEnumerable<string>)set) : "");
        Assert.Equal("X", outcomes["x"]);
        Assert.Equal("A,B", outcomes["ab"]);
        Assert.Equal("Done", outcomes["done"]);
        Assert.Equal(WorkflowSubStatus.Finished, result.WorkflowState.SubStatus);
    }

    [Fact]
    public async Task A_script_that_fails_faults_its_activity_with_its_own_message_and_line()
    {
        await using var engine = await StartAsync();
        var result = await engine.RunAsync(new Sequence { Activities = { new RunJavaScript { Script = new("\nthrow new Error(\"boom\")"), Id = "js" }, new WriteLine("after") } });

        var incident = Assert.Single(result.WorkflowState.Incidents);
        Assert.Equal(("js", "boom"), (incident.ActivityId, incident.Message));
        var payload = (Dictionary<string, object?>)result.Journal.WorkflowExecutionLogEntries.Last().Payload!;
        Assert.Equal("2", ((Dictionary<string, object?>)payload["data"]!)["line"]);
        Assert.Empty(engine.Lines);
    }

    [Fact]
    public async Task An_expression_that_fails_names_activity_input_and_line()
    {
        await using var engine = await StartAsync();
        var result = await engine.RunAsync(new WriteLine(JavaScriptExpression.Create("var a = 1;\nnope.x")) { Id = "line" });
        Assert.Equal("Activity 'line' (Elsa.WriteLine), input 'Text': nope is not defined (line 2)", result.WorkflowState.Incidents.Single().Exception!.InnerException!.Message);
    }

    [Fact]
    public async Task Accessors_and_the_object_variables_can_be_left_out()
    {
        await using var engine = await Engine.StartAsync(x => x.UseJavaScript((Elsa.Expressions.JavaScript.Options.JintOptions o) =>
        {
            o.DisableWrappers = true;
            o.DisableVariableCopying = true;
        }));
        var sequence = new Sequence { Variables = { new Variable<int>("Total", 4) }, Activities = { new WriteLine(JavaScriptExpression.Create("`${typeof getTotal} ${typeof variables} ${getVariable('Total')}`")) } };
        await engine.RunAsync(sequence);
        Assert.Equal(["undefined undefined 4"], engine.Lines);
    }

    [Fact]
    public async Task Access_to_NET_classes_is_refused_at_start()
    {
        await using var engine = await Engine.StartAsync(x => x.UseJavaScript((Elsa.Expressions.JavaScript.Options.JintOptions o) => o.AllowClrAccess = true), populate: false);
        Assert.Contains("AllowClrAccess cannot be true", Assert.ThrowsAny<Exception>(() => engine.Get<Elsa.Expressions.Contracts.IExpressionDescriptorRegistry>()).Message);
    }

    [Fact]
    public async Task The_descriptors_are_those_that_editors_expect()
    {
        await using var engine = await StartAsync();
        var syntax = engine.Get<Elsa.Expressions.Contracts.IExpressionDescriptorRegistry>().Find("JavaScript")!;
        Assert.True(syntax is { IsBrowsable: true, IsSerializable: true });
        Assert.Equal("javascript", syntax.Properties["MonacoLanguage"]);

        var activity = engine.Get<IActivityRegistry>().Find("Elsa.RunJavaScript")!;
        Assert.Equal(("Scripting", "Run JavaScript", "Executes JavaScript code"), (activity.Category, activity.DisplayName, activity.Description));
        var script = activity.Inputs.Single(x => x.Name == "Script");
        Assert.Equal(("code-editor", "JavaScript"), (script.UIHint, script.DefaultSyntax));
        Assert.Equal("javascript", ((IDictionary<string, object>)script.UISpecifications!["code-editor"])["language"]);
        Assert.Equal("dynamic-outcomes", activity.Inputs.Single(x => x.Name == "PossibleOutcomes").UIHint);
    }

    [Fact]
    public async Task Editors_get_declarations_of_what_a_script_sees()
    {
        await using var engine = await StartAsync();
        var workflow = new Workflow { Root = new RunJavaScript { Script = new("1"), Id = "rjs" }, Variables = { new Variable<int>("Total", 0) }, Inputs = { new InputDefinition { Name = "amount", Type = typeof(string) } } };
        var graph = await engine.Get<IWorkflowGraphBuilder>().BuildAsync(workflow, TestContext.Current.CancellationToken);

        var text = await engine.Get<ITypeDefinitionService>().GenerateTypeDefinitionsAsync(new TypeDefinitionContext(graph, "Elsa.WriteLine", "Text", TestContext.Current.CancellationToken));

        Assert.StartsWith("declare function getWorkflowDefinitionId(): string;\n", text);
        foreach (var line in new[]
                 {
                     "declare function setCorrelationId(value: string);", "declare function getOutputFrom(activityId: string, outputName?: string): any;", "declare function getTotal(): Int32;",
                     "declare function setTotal(value: Int32);", "declare function getAmount(): String;", "declare function getResultFromRjs(): Object;", "declare class WorkflowVariables {\nTotal: Int32;\n}",
                     "declare var variables: WorkflowVariables;",
                 })
            Assert.Contains(line + "\n", text);
    }

    private static Task<Engine> StartAsync() => Engine.StartAsync(x => x.UseJavaScript());

    private sealed class Box
    {
        public int Size { get; set; }

        [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
        public Box? Inner { get; set; }
    }
}
