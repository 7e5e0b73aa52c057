using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace TapeFlows.Testing;

/// <summary>Waits for what other threads, processes and servers are about to do. Each wait ends: with what it was for, and with how things stood.</summary>
internal static class Eventually
{
    /// <summary>How long is waited where nothing else is said: a machine that is busy with other things is slow, and nothing here is judged by its speed.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits until something is so.</summary>
    /// <param name="condition">What.</param>
    /// <param name="what">In words.</param>
    /// <param name="state">How things stand when it does not come.</param>
    /// <param name="patience">How long to wait; <see langword="null"/>: <see cref="Patience"/>.</param>
    /// <exception cref="TimeoutException">It did not come.</exception>
    public static Task TrueAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "", Func<object?>? state = null, TimeSpan? patience = null) =>
        TrueAsync(() => Task.FromResult(condition()), what, state is null ? null : () => Task.FromResult(state()), patience);

    /// <inheritdoc cref="TrueAsync(Func{bool}, string, Func{object?}?, TimeSpan?)"/>
    public static async Task TrueAsync(Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string what = "", Func<Task<object?>>? state = null, TimeSpan? patience = null)
    {
        var limit = patience ?? Patience;
        for (var clock = Stopwatch.StartNew(); !await condition().Within(what, limit); await Task.Delay(Pause))
        {
            if (clock.Elapsed > limit)
                throw new TimeoutException(Telling(what, limit) + (state is null ? "" : $" It stood so: {await state().Within("how things stand")}"));
        }
    }

    /// <summary>Looks again and again until what is seen is what is wanted.</summary>
    /// <param name="look">Looks.</param>
    /// <param name="isWanted">Whether it is that.</param>
    /// <param name="what">What it is, in words.</param>
    /// <exception cref="TimeoutException">It did not come; it tells what was there.</exception>
    public static async Task<T> HasAsync<T>(Func<Task<T>> look, Func<T, bool> isWanted, string what)
    {
        T? seen = default;
        await TrueAsync(async () => isWanted(seen = await look()), what, () => Task.FromResult<object?>(seen));
        return seen!;
    }

    /// <summary>Waits for a task that somebody else is to end.</summary>
    /// <param name="task">The task.</param>
    /// <param name="what">What it is, in words.</param>
    /// <param name="patience">How long to wait; <see langword="null"/>: <see cref="Patience"/>.</param>
    /// <exception cref="TimeoutException">It did not end.</exception>
    public static async Task Within(this Task task, [CallerArgumentExpression(nameof(task))] string what = "", TimeSpan? patience = null)
    {
        var limit = patience ?? Patience;
        try
        {
            await task.WaitAsync(limit);
        }
        catch (TimeoutException e) when (!task.IsCompleted)
        {
            throw new TimeoutException(Telling(what, limit), e);
        }
    }

    /// <inheritdoc cref="Within(Task, string, TimeSpan?)"/>
    public static async Task<T> Within<T>(this Task<T> task, [CallerArgumentExpression(nameof(task))] string what = "", TimeSpan? patience = null)
    {
        await Within((Task)task, what, patience);
        return await task;
    }

    /// <inheritdoc cref="Within(Task, string, TimeSpan?)"/>
    public static Task<T> Within<T>(this ValueTask<T> task, [CallerArgumentExpression(nameof(task))] string what = "", TimeSpan? patience = null) => task.AsTask().Within(what, patience);

    /// <summary>Reads what comes, item by item, and waits for each no longer than that.</summary>
    /// <param name="items">What comes.</param>
    /// <param name="what">What it is, in words.</param>
    /// <param name="patience">How long to wait for the next; <see langword="null"/>: <see cref="Patience"/>.</param>
    /// <exception cref="TimeoutException">Nothing came; it tells what came last.</exception>
    public static async IAsyncEnumerable<T> Within<T>(this IAsyncEnumerable<T> items, [CallerArgumentExpression(nameof(items))] string what = "", TimeSpan? patience = null)
    {
        using var over = new CancellationTokenSource();
        var (last, isAtNext) = (default(T), true);
        var enumerator = items.GetAsyncEnumerator(over.Token);
        try
        {
            while (await enumerator.MoveNextAsync().Within($"{what} (the last was: {last})", patience))
            {
                (last, isAtNext) = (enumerator.Current, false);
                yield return last;
                isAtNext = true;
            }

            isAtNext = false;
        }
        finally
        {
            // One that is at its next item cannot be left; it leaves by itself.
            await over.CancelAsync();
            if (!isAtNext)
                await enumerator.DisposeAsync();
        }
    }

    /// <summary>Waits for the end of a process. One that does not end is killed.</summary>
    /// <param name="process">The process.</param>
    /// <param name="what">Which it is, in words.</param>
    /// <param name="patience">How long to wait; <see langword="null"/>: <see cref="Patience"/>.</param>
    /// <returns>Its exit code.</returns>
    public static async Task<int> EndAsync(this Process process, string what, TimeSpan? patience = null)
    {
        try
        {
            await process.WaitForExitAsync().Within($"the end of {what}", patience);
            return process.ExitCode;
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <inheritdoc cref="EndAsync"/>
    public static int End(this Process process, string what, TimeSpan? patience = null)
    {
        if (process.WaitForExit(patience ?? Patience))
            return process.ExitCode;
        process.Kill(entireProcessTree: true);
        throw new TimeoutException(Telling($"the end of {what}", patience ?? Patience));
    }

    /// <summary>Kills a process (SIGKILL), and returns when it is gone.</summary>
    public static async Task KillAndWaitAsync(this Process process)
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync().Within($"the end of process {process.Id}, which was killed");
    }

    /// <summary>The next line that a process writes; <see langword="null"/>: it writes no more.</summary>
    /// <param name="process">The process.</param>
    /// <param name="what">What it is to write, in words.</param>
    /// <param name="patience">How long to wait; <see langword="null"/>: <see cref="Patience"/>.</param>
    public static Task<string?> SayAsync(this Process process, string what, TimeSpan? patience = null) => process.StandardOutput.ReadLineAsync().Within(what, patience);

    private static string Telling(string what, TimeSpan limit) => $"It did not come within {limit.TotalSeconds:0} s: {what}.";
}
