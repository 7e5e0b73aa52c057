using System.Linq.Expressions;
using Elsa.Common.Entities;
using Elsa.Workflows.Management.Entities;

namespace Elsa.Workflows.Management.Filters;

/// <summary>How to sort versions of definitions.</summary>
public class WorkflowDefinitionOrder<TProp> : OrderDefinition<WorkflowDefinition, TProp>
{
    /// <summary>Creates an order whose key is set later.</summary>
    public WorkflowDefinitionOrder()
    {
    }

    /// <summary>Creates an order.</summary>
    public WorkflowDefinitionOrder(Expression<Func<WorkflowDefinition, TProp>> keySelector, OrderDirection direction) : base(keySelector, direction)
    {
    }
}

/// <summary>How to sort instances.</summary>
public class WorkflowInstanceOrder<TProp> : OrderDefinition<WorkflowInstance, TProp>
{
    /// <summary>Creates an order whose key is set later.</summary>
    public WorkflowInstanceOrder()
    {
    }

    /// <summary>Creates an order.</summary>
    public WorkflowInstanceOrder(Expression<Func<WorkflowInstance, TProp>> keySelector, OrderDirection direction) : base(keySelector, direction)
    {
    }
}
