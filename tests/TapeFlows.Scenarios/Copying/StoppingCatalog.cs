using System.Reflection;
using TapeFlows.Backup;

namespace TapeFlows.Scenarios.Copying;

/// <summary>A catalog that asks for an end when a number of pieces has been committed through it.</summary>
internal sealed class StoppingCatalog
{
    public StoppingCatalog(ICatalog inner, int pieces, CancellationTokenSource stop)
    {
        Wrapped = DispatchProxy.Create<ICatalog, Proxy>();
        var proxy = (Proxy)Wrapped;
        (proxy.Inner, proxy.Left, proxy.Stop) = (inner, pieces, stop);
    }

    public ICatalog Wrapped { get; }

    internal class Proxy : DispatchProxy
    {
        public ICatalog Inner { get; set; } = null!;

        public CancellationTokenSource Stop { get; set; } = null!;

        public int Left { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            var result = targetMethod!.Invoke(Inner, args);
            return targetMethod.Name == nameof(ICatalog.CommitSegmentAsync) ? StopAsync((Task)result!) : result;
        }

        private async Task StopAsync(Task commit)
        {
            await commit;
            if (--Left == 0)
                await Stop.CancelAsync();
        }
    }
}
