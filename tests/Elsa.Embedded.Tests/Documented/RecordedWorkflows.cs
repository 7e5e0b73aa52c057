using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Activities.Flowchart.Activities;
using Elsa.Workflows.Activities.Flowchart.Models;
using Elsa.Workflows.Management.Activities.SetOutput;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;

namespace Elsa.Embedded.Tests.Documented;

/// <summary>A sequence of everything that code can put into one.</summary>
public sealed class ClrWorkflow : WorkflowBase
{
    protected override void Build(IWorkflowBuilder builder)
    {
        builder.WithDefinitionId("clr-workflow");
        (builder.Name, builder.Description) = ("CLR Workflow", "authored in C#");
        var name = builder.WithInput<string>("Name");
        builder.WithOutput<int>("Total");
        var total = builder.WithVariable("Total", 5);
        var item = builder.WithVariable("Item", (string?)null);
        builder.WithVariable(new Variable<ICollection<string>?>("Names", ["a"]).WithWorkflowStorage());
        builder.Root = new Sequence
        {
            Activities =
            {
                new WriteLine(context => $"Hello {context.GetInput<string>(name)}"),
                new SetVariable<int>(total, 42),
                new AddNumbers { Left = new(total), Right = new(8), Sum = new(total), Result = new(total) },
                new If(context => total.Get(context) > 10) { Then = new WriteLine("big"), Else = new WriteLine("small") },
                new ForEach<string>(["x", "y"]) { CurrentValue = new(item), Body = new WriteLine(context => item.Get(context)) },
                new Repeat { Times = new(2), Body = new WriteLine("rep"), OnFinished = new WriteLine("fin") },
                new MyComposite(),
                new Inline(() => { }),
                new SlowTask { Ms = new(3) },
                new SetOutput { OutputName = new("Total"), OutputValue = new(total) },
            },
        };
    }
}

/// <summary>A flowchart that a signal starts, that waits for another, and that does a job.</summary>
public sealed class ClrFlow : WorkflowBase
{
    protected override void Build(IWorkflowBuilder builder)
    {
        builder.DefinitionId = "clr-flowchart";
        var start = new WaitSignal { Signal = new("go"), CustomProperties = { ["canStartWorkflow"] = true } };
        var decision = new FlowDecision(_ => true);
        var (yes, no, end) = (new WriteLine("yes"), new WriteLine("no"), new WriteLine("end"));
        var signal = new WaitSignal { Signal = new("resume") };
        var job = new JobTask();
        builder.Root = new Flowchart
        {
            Activities = { start, decision, yes, no, signal, job, end },
            Connections =
            {
                new Connection(start, decision),
                new Connection(new Endpoint(decision, "True"), new Endpoint(yes)),
                new Connection(new Endpoint(decision, "False"), new Endpoint(no)),
                new Connection(yes, signal),
                new Connection(signal, job),
                new Connection(job, end),
            },
        };
    }
}

/// <summary>A workflow that yields a value.</summary>
public sealed class SumWorkflow : WorkflowBase<int>
{
    protected override void Build(IWorkflowBuilder builder) => builder
        .WithId("sum-of-two")
        .WithDefinitionId("sum")
        .AsReadonly()
        .AsSystemWorkflow()
        .WithCustomProperty("owner", "ops")
        .Root = new AddNumbers { Left = new(2), Right = new(3), Result = new(Result!) };
}
