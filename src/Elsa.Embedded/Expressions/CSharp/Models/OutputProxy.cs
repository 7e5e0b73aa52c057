using Elsa.Expressions.Helpers;
using Elsa.Expressions.Models;
using Elsa.Extensions;

namespace Elsa.Expressions.CSharp.Models;

/// <summary>What activities put out, for scripts.</summary>
public class OutputProxy
{
    private readonly ExpressionExecutionContext _context;

    /// <summary>Creates the proxy of one scope.</summary>
    public OutputProxy(ExpressionExecutionContext expressionExecutionContext) => _context = expressionExecutionContext;

    /// <summary>The last value that any activity put out.</summary>
    public object? LastResult => _context.GetLastResult();

    /// <summary>What an activity put out last.</summary>
    public object? From(string activityIdOrName, string? outputName = null) => _context.GetOutput(activityIdOrName, outputName);

    /// <summary>What an activity put out last.</summary>
    public T? From<T>(string activityIdOrName, string? outputName = null) => From(activityIdOrName, outputName).ConvertTo<T>();

    /// <summary>What an activity put out last.</summary>
    [Obsolete("Use From instead.")]
    public object? Get(string activityIdOrName, string? outputName = null) => From(activityIdOrName, outputName);

    /// <summary>What an activity put out last.</summary>
    [Obsolete("Use From instead.")]
    public T? Get<T>(string activityIdOrName, string? outputName = null) => From<T>(activityIdOrName, outputName);
}
