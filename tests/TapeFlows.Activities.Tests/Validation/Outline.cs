using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime.Activities;

namespace TapeFlows.Activities.Tests.Validation;

/// <summary>Reads a sequence such as <c>mount if(eject,line)</c>.</summary>
internal sealed class Outline(string text)
{
    private int _at;
    private int _count;

    public IActivity Read()
    {
        var steps = new List<IActivity>();
        while (_at < text.Length)
        {
            steps.Add(Step());
            if (_at < text.Length)
                _at++;
        }

        return new Sequence { Id = "sequence", Activities = steps };
    }

    private IActivity Step()
    {
        var begin = _at;
        while (_at < text.Length && char.IsLetter(text[_at]))
            _at++;
        var name = text[begin.._at];
        var parts = new List<IActivity>();
        if (_at < text.Length && text[_at] == '(')
        {
            do
            {
                _at++;
                parts.Add(Step());
            }
            while (text[_at] == ',');
            _at++;
        }

        var step = Make(name, parts);
        step.Id = $"{name}{++_count}";
        return step;
    }

    private static IActivity Make(string name, List<IActivity> parts) => name switch
    {
        "mount" => Charts.Mount(),
        "eject" => Charts.Eject(),
        "line" => Charts.Line("line"),
        "fault" => new Fault(),
        "finish" => new Finish(),
        "elsewhere" => new ExecuteWorkflow { WorkflowDefinitionId = new Input<string>("another") },
        "if" => new If(new Input<bool>(true)) { Then = parts[0], Else = parts[1] },
        "foreach" => new ForEach { Body = parts[0] },
        "parallel" => new Elsa.Workflows.Activities.Parallel { Activities = parts },
        "chart" => Charts.Of(parts, $"{parts[0].Id} Done {parts[1].Id}"),
        _ => throw new ArgumentException(name, nameof(name)),
    };
}
