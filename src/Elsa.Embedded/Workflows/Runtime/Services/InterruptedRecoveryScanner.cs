using Elsa.Workflows.Runtime.Dispatch;
using Elsa.Workflows.Runtime.Ledger;
using Elsa.Workflows.Runtime.Options;
using Microsoft.Extensions.Options;

namespace Elsa.Workflows.Runtime.Services;

/// <summary>Takes over what dead nodes left now, rather than with the next beat.</summary>
internal sealed class InterruptedRecoveryScanner(IRuntimeLedger ledger, DispatchSignal signal, IOptions<RuntimeOptions> options) : IInterruptedRecoveryScanner
{
    public async ValueTask<int> ScanAndRequeueAsync(CancellationToken cancellationToken)
    {
        var count = await ledger.TakeOverAsync(options.Value.RestartInterruptedWorkflowsBatchSize, cancellationToken);
        if (count > 0)
            signal.Set();
        return count;
    }
}
