namespace TapeFlows.Operations.Tests;

/// <summary>An operation of a kind that has no executor yet, for what queue and worker do around the work.</summary>
internal sealed class StubExecutor(Func<OperationContext, CancellationToken, Task<OperationEnd>> work, OperationKind kind = OperationKind.Label) : IOperationExecutor
{
    public OperationKind Kind => kind;

    public Task<OperationEnd> ExecuteAsync(OperationContext context, CancellationToken cancellationToken) => work(context, cancellationToken);
}

/// <summary>Counts how often an end was told.</summary>
internal sealed class StubListener(Func<Operation, Task>? onEnded = null) : IOperationListener
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public async Task OnEndedAsync(Operation operation, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _count);
        await (onEnded?.Invoke(operation) ?? Task.CompletedTask);
    }
}
