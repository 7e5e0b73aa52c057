namespace TapeFlows.Backup.Volumes;

/// <summary>Drive calls block for as long as the hardware takes; they get a thread of their own instead of one from the pool.</summary>
internal static class TapeThread
{
    /// <summary>Runs a stretch of drive work.</summary>
    public static Task<T> RunAsync<T>(Func<T> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);

    /// <inheritdoc cref="RunAsync{T}"/>
    public static Task RunAsync(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
}
