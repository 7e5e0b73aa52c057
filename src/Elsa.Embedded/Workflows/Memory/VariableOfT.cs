using Elsa.Expressions.Models;

namespace Elsa.Workflows.Memory;

/// <summary>A variable of one type.</summary>
public class Variable<T> : Variable
{
    /// <summary>Creates a variable without a name.</summary>
    public Variable()
    {
    }

    /// <summary>Creates a variable with an initial value.</summary>
    public Variable(string name, T? value) : this(name, value, null)
    {
    }

    /// <summary>Creates a variable with an initial value and an id.</summary>
    public Variable(string name, T? value, string? id = null) : base(name, value, id)
    {
    }

    internal override Type ValueType => typeof(T);

    /// <summary>Reads the value.</summary>
    public T? Get(ActivityExecutionContext context) => Get(context.ExpressionExecutionContext);

    /// <summary>Reads the value.</summary>
    public new T? Get(ExpressionExecutionContext context) => context.Get<T>(this);

    /// <summary>Sets the id.</summary>
    public Variable<T?> WithId(string id)
    {
        Id = id;
        return this!;
    }

    /// <summary>Sets the name.</summary>
    public Variable<T?> WithName(string name)
    {
        Name = name;
        return this!;
    }

    /// <summary>Sets the initial value.</summary>
    public Variable<T?> WithValue(T? value)
    {
        Value = value;
        return this!;
    }
}
