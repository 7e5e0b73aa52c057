using Elsa.Expressions.Models;
using Elsa.Extensions;

namespace Elsa.Expressions.CSharp.Models;

/// <summary>What every script sees.</summary>
public class Globals
{
    private readonly ExpressionExecutionContext _context;

    /// <summary>Creates the globals of one evaluation.</summary>
    public Globals(ExpressionExecutionContext expressionExecutionContext, IDictionary<string, object> arguments)
    {
        _context = expressionExecutionContext;
        Arguments = arguments;
        ExecutionContext = new ExecutionContextProxy(expressionExecutionContext);
        Output = new OutputProxy(expressionExecutionContext);
        Outcome = new OutcomeProxy(expressionExecutionContext);
    }

    /// <summary>The id of the instance.</summary>
    public string WorkflowInstanceId => _context.GetWorkflowExecutionContext().Id;

    /// <summary>What ties the instance to the business.</summary>
    public string? CorrelationId
    {
        get => _context.GetWorkflowExecutionContext().CorrelationId;
        set => _context.GetWorkflowExecutionContext().CorrelationId = value;
    }

    /// <summary>The name of the instance.</summary>
    public string? WorkflowInstanceName
    {
        get => _context.GetWorkflowExecutionContext().Name;
        set => _context.GetWorkflowExecutionContext().Name = value;
    }

    /// <summary>The variables and inputs of the workflow.</summary>
    public ExecutionContextProxy ExecutionContext { get; }

    /// <summary>What activities put out.</summary>
    public OutputProxy Output { get; set; }

    /// <summary>The outcomes of the activity.</summary>
    public OutcomeProxy Outcome { get; set; }

    /// <summary>What the caller of the evaluation gave.</summary>
    public IDictionary<string, object> Arguments { get; }
}
