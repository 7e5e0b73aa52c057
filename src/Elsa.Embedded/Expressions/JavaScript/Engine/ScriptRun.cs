using Elsa.Expressions.Models;
using Elsa.Extensions;
using Jurassic.Library;

namespace Elsa.Expressions.JavaScript.Engine;

/// <summary>One evaluation of a script: what it sees of the workflow, and how long it may go on.</summary>
internal sealed class ScriptRun
{
    private readonly ScriptLimits _limits;
    private readonly TimeProvider _time;
    private readonly CancellationToken _cancellationToken;
    private readonly long _startedAt;
    private readonly long _allocatedAtStart = GC.GetAllocatedBytesForCurrentThread();
    private readonly ScriptNames _names;

    public ScriptRun(ScriptRealm realm, ExpressionExecutionContext context, ExpressionEvaluatorOptions options, ScriptSettings settings, CancellationToken cancellationToken)
    {
        Context = context;
        Settings = settings;
        Arguments = options.Arguments;
        Values = new ScriptValues(realm.Engine, settings.Limits.NestingDepth);
        Variables = new ScriptVariables(realm, this);
        _names = new ScriptNames(realm, this);
        _limits = settings.Limits;
        _time = settings.Time;
        _startedAt = _time.GetTimestamp();
        _cancellationToken = cancellationToken;
    }

    public ExpressionExecutionContext Context { get; }

    public ScriptSettings Settings { get; }

    public IDictionary<string, object> Arguments { get; }

    public ScriptValues Values { get; }

    public ScriptVariables Variables { get; }

    /// <summary>The outcomes that the script set; null if it set none.</summary>
    public string[]? Outcomes { get; set; }

    /// <summary>Whether the script is an activity of its own and may set outcomes.</summary>
    public bool MaySetOutcomes { get; init; }

    /// <summary>A global of this workflow, such as <c>getTotal</c> for its variable Total.</summary>
    public object? Find(string name) => _names.Find(name);

    /// <summary>Throws if the script took too long or too much; called from every loop and function.</summary>
    public void Tick()
    {
        _cancellationToken.ThrowIfCancellationRequested();
        if (_time.GetElapsedTime(_startedAt) > _limits.TimeLimit)
            throw new TimeoutException($"The script ran longer than {_limits.TimeLimit.TotalSeconds:0.###} s, which is the limit.");
        if (GC.GetAllocatedBytesForCurrentThread() - _allocatedAtStart > _limits.AllocatedBytes)
            throw new InvalidOperationException($"The script took more than {_limits.AllocatedBytes >> 20} MiB of memory, which is the limit.");
    }
}
