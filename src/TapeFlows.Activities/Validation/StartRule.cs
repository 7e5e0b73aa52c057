using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Activities.Flowchart.Activities;
using TapeFlows.Activities.Texts;

namespace TapeFlows.Activities.Validation;

/// <summary>
/// It is clear what a run begins with. A trigger without the mark ‘Trigger workflow’ at the beginning starts nothing: the timer never fires, and a run that a person or a task starts would stand there and wait.
/// </summary>
internal static class StartRule
{
    public static void Check(Examination examination)
    {
        switch (examination.Root)
        {
            case Flowchart flowchart:
                Check(examination, flowchart);
                break;
            case Container { Activities.Count: 0 }:
                examination.Refuse(OperatorTexts.NothingToDo);
                break;
            case Sequence sequence when IsIdle(sequence.Activities.First()):
                examination.Refuse(sequence.Activities.First(), OperatorTexts.IdleTrigger);
                break;
        }
    }

    /// <summary>Whether it is a trigger that starts nothing.</summary>
    public static bool IsIdle(IActivity activity) => activity is ITrigger && !activity.GetCanStartWorkflow();

    private static void Check(Examination examination, Flowchart flowchart)
    {
        if (flowchart.Activities.Count == 0)
        {
            examination.Refuse(OperatorTexts.NothingToDo);
            return;
        }

        var flow = new Flow(flowchart);
        var idle = flow.Roots.Where(IsIdle).ToList();
        foreach (var trigger in idle)
            examination.Refuse(trigger, OperatorTexts.IdleTrigger);
        // Which activity is the first of a list is no order that anybody sees.
        if (idle.Count == 0 && flow.Start is null)
            examination.Refuse(OperatorTexts.NoStart);
    }
}
