using System.Reflection;
using System.Runtime.ExceptionServices;
using TapeFlows.Backup;

namespace TapeFlows.Scenarios.Host;

/// <summary>A catalog each of whose calls is a step.</summary>
internal class SteppingCatalog : DispatchProxy
{
    private ICatalog _inner = null!;
    private Steps _steps = null!;

    public static ICatalog Around(ICatalog inner, Steps steps)
    {
        var proxy = Create<ICatalog, SteppingCatalog>();
        var self = (SteppingCatalog)(object)proxy;
        self._inner = inner;
        self._steps = steps;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        _steps.Pass();
        if (targetMethod!.Name == nameof(ISetCatalog.CommitSegmentAsync))
            _steps.PassMark();
        try
        {
            return targetMethod.Invoke(_inner, args);
        }
        catch (TargetInvocationException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerException!);
            throw;
        }
    }
}
