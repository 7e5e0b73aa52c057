using System.Linq.Expressions;
using System.Text.Json.Serialization;

namespace Elsa.Common.Entities;

/// <summary>Which end of a list comes first.</summary>
public enum OrderDirection
{
    /// <summary>Smallest first.</summary>
    Ascending = 0,

    /// <summary>Largest first.</summary>
    Descending = 1,
}

/// <summary>What to sort by, and which way.</summary>
public class OrderDefinition<T, TProp>
{
    /// <summary>Creates an order whose key is set later.</summary>
    public OrderDefinition()
    {
    }

    /// <summary>Creates an order.</summary>
    public OrderDefinition(Expression<Func<T, TProp>> keySelector, OrderDirection direction)
    {
        KeySelector = keySelector;
        Direction = direction;
    }

    /// <summary>Which way.</summary>
    public OrderDirection Direction { get; set; }

    /// <summary>What to sort by.</summary>
    [JsonIgnore]
    public Expression<Func<T, TProp>> KeySelector { get; set; } = default!;
}
