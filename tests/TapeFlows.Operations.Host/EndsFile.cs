using TapeFlows.Scenarios.Host;

namespace TapeFlows.Operations.Host;

/// <summary>Who waits: a file with a line for each time that an end was told.</summary>
internal sealed class EndsFile(string path, Steps steps) : IOperationListener
{
    public async Task OnEndedAsync(Operation operation, CancellationToken cancellationToken)
    {
        await Task.Run(steps.Pass, cancellationToken);
        await File.AppendAllTextAsync(path, $"{operation.Id} {operation.State}\n", cancellationToken);
        await Task.Run(steps.Pass, cancellationToken);
    }
}
