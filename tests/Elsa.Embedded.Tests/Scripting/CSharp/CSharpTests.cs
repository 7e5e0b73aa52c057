using Elsa.Expressions.Contracts;
using Elsa.Expressions.CSharp.Activities;
using Elsa.Expressions.CSharp.Options;
using Elsa.Expressions.Models;
using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;

namespace Elsa.Embedded.Tests.Scripting.CSharp;

public sealed class CSharpTests
{
    [Fact]
    public async Task A_script_sees_the_workflow()
    {
        await using var engine = await StartAsync();
        var sequence = new Sequence
        {
            Variables = { new Variable<string>("Foo", "bar"), new Variable<int>("Count", 2), new Variable<Dictionary<string, List<int?>>>("Map", []) },
            Activities =
            {
                Line("$\"cs {Input.Get<string>(\"Name\")} {Variables.Foo} {Variable.Get<string>(\"Foo\")} {Variables.Count + 1}\""),
                new RunCSharp { Script = new("Variables.Foo = Variables.Foo + \"-cs\"; Variable.Set(\"Count\", 5); return 8;"), Id = "rcs", Name = "Rcs" },
                Line("$\"{Variables.Foo} {Variables.Count} {Output.LastResult} {Output.From<int>(\"Rcs\")} {ExecutionContext.GetVariable(\"Foo\")}\""),
                new RunCSharp { Script = new("Variables.Map[\"a\"] = new List<int?> { 1, null }; CorrelationId = \"corr\"; WorkflowInstanceName = \"name\";") },
                Line("$\"{Variables.Map[\"a\"].Count} {CorrelationId} {WorkflowInstanceName} {WorkflowInstanceId.Length > 0}\""),
                Line("var x = new[] { 1, 2, 3 }.Where(i => i > 1).Sum();\nreturn x.ToString();"),
            },
        };

        var result = await engine.RunAsync(sequence, new { Name = "Bob" });

        Assert.Empty(result.WorkflowState.Incidents);
        Assert.Equal(["cs Bob bar bar 3", "bar-cs 5 8 8 bar-cs", "2 corr name True", "5"], engine.Lines);
    }

    [Fact]
    public async Task The_outcomes_of_a_script_are_those_it_sets_else_Done()
    {
        await using var engine = await StartAsync();
        var result = await engine.RunAsync(new Sequence { Activities = { new RunCSharp { Script = new("Outcome.Set(\"X\", \"Y\");"), Id = "xy" }, new RunCSharp { Script = new("1"), Id = "done" } } });
        var outcomes = result.Journal.ActivityExecutionContexts.Where(x => x.Activity is RunCSharp).Select(x => string.Join(',', (IEnumerable<string>)x.JournalData["Outcomes"]));
        Assert.Equal(["X,Y", "Done"], outcomes);
    }

    [Fact]
    public async Task An_error_names_activity_input_and_line()
    {
        await using var engine = await StartAsync();
        Assert.Equal(
            "Activity 'line' (Elsa.WriteLine), input 'Text': The script cannot be compiled: The name 'nope' does not exist in the current context (CS0103, line 2)",
            await MessageAsync("1 +\nnope"));
        Assert.Equal("Activity 'line' (Elsa.WriteLine), input 'Text': boom (line 3)", await MessageAsync("var a = 1;\n\nthrow new Exception(\"boom\");"));

        var faulted = await engine.RunAsync(new RunCSharp { Script = new("\nthrow new Exception(\"boom\");") });
        Assert.Equal("boom", Assert.Single(faulted.WorkflowState.Incidents).Message);
        var payload = (Dictionary<string, object?>)faulted.Journal.WorkflowExecutionLogEntries.Last().Payload!;
        Assert.Equal("2", ((Dictionary<string, object?>)payload["data"]!)["line"]);

        async Task<string> MessageAsync(string script)
        {
            var result = await engine.RunAsync(new WriteLine(new Expression("CSharp", script)) { Id = "line" });
            return Assert.Single(result.WorkflowState.Incidents).Exception!.InnerException!.Message;
        }
    }

    [Fact]
    public async Task Without_UseCSharp_there_is_no_CSharp()
    {
        await using var engine = await Engine.StartAsync();
        Assert.Null(engine.Get<IExpressionDescriptorRegistry>().Find("CSharp"));
        Assert.Null(engine.Get<IActivityRegistry>().Find("Elsa.RunCSharp"));
    }

    [Fact]
    public async Task A_host_can_forbid_what_it_has_added()
    {
        await using var engine = await Engine.StartAsync(x => x.UseCSharp((CSharpOptions o) => o.AllowHostCodeExecution = false));
        var result = await engine.RunAsync(new RunCSharp { Script = new("1") });
        Assert.Contains("C# is switched off on this host", Assert.Single(result.WorkflowState.Incidents).Message);
    }

    [Fact]
    public async Task A_host_adds_namespaces_and_code()
    {
        await using var engine = await Engine.StartAsync(x => x.UseCSharp((CSharpOptions o) =>
        {
            o.Namespaces.Add("System.Globalization");
            o.AppendScript("int Twice(int x) => 2 * x;");
        }));
        await engine.RunAsync(Line("Twice(4).ToString(CultureInfo.InvariantCulture)"));
        Assert.Equal(["8"], engine.Lines);
    }

    [Fact]
    public async Task A_script_is_compiled_once()
    {
        await using var engine = await StartAsync();
        await engine.RunAsync(Line("typeof(WorkflowVariables).Assembly.GetHashCode().ToString()"));
        await engine.RunAsync(Line("typeof(WorkflowVariables).Assembly.GetHashCode().ToString()"));
        Assert.Single(engine.Lines.Distinct());
    }

    private static WriteLine Line(string script) => new(new Expression("CSharp", script));

    private static Task<Engine> StartAsync() => Engine.StartAsync(x => x.UseCSharp());
}
