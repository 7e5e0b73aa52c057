using System.Linq.Expressions;
using Elsa.Common.Entities;
using Elsa.Workflows.Runtime.Entities;

namespace Elsa.Workflows.Runtime.OrderDefinitions;

/// <summary>How to sort lines of journals.</summary>
public class WorkflowExecutionLogRecordOrder<TProp> : OrderDefinition<WorkflowExecutionLogRecord, TProp>
{
    /// <summary>Creates an order.</summary>
    public WorkflowExecutionLogRecordOrder(Expression<Func<WorkflowExecutionLogRecord, TProp>> keySelector, OrderDirection direction) : base(keySelector, direction)
    {
    }
}

/// <summary>How to sort executions of activities.</summary>
public class ActivityExecutionRecordOrder<TProp> : OrderDefinition<ActivityExecutionRecord, TProp>
{
    /// <summary>Creates an order.</summary>
    public ActivityExecutionRecordOrder(Expression<Func<ActivityExecutionRecord, TProp>> keySelector, OrderDirection direction) : base(keySelector, direction)
    {
    }
}
