using System.Linq.Expressions;
using Elsa.Common.Entities;
using Elsa.Workflows.Runtime.Entities;

namespace Elsa.Workflows.Runtime.OrderDefinitions;

/// <summary>In which order triggers come.</summary>
public class StoredTriggerOrder<TProp> : OrderDefinition<StoredTrigger, TProp>
{
    /// <summary>Creates an order.</summary>
    public StoredTriggerOrder(Expression<Func<StoredTrigger, TProp?>> keySelector, OrderDirection direction) : base(keySelector!, direction)
    {
    }
}

/// <summary>In which order waiting events come.</summary>
public class BookmarkQueueItemOrder<TProp> : OrderDefinition<BookmarkQueueItem, TProp>
{
    /// <summary>Creates an order.</summary>
    public BookmarkQueueItemOrder(Expression<Func<BookmarkQueueItem, TProp?>> keySelector, OrderDirection direction) : base(keySelector!, direction)
    {
    }
}

/// <summary>In which order events that were given up come.</summary>
public class BookmarkQueueDeadLetterItemOrder<TProp> : OrderDefinition<BookmarkQueueDeadLetterItem, TProp>
{
    /// <summary>Creates an order.</summary>
    public BookmarkQueueDeadLetterItemOrder(Expression<Func<BookmarkQueueDeadLetterItem, TProp?>> keySelector, OrderDirection direction) : base(keySelector!, direction)
    {
    }
}
