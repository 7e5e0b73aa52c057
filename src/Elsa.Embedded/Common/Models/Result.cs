namespace Elsa.Common.Models;

/// <summary>A value, or the reason why there is none.</summary>
public class Result : Result<object>
{
    /// <summary>Creates a result.</summary>
    public Result(bool success, object? value, Exception? exception) : base(success, value, exception)
    {
    }

    /// <summary>A result that holds a value.</summary>
    public static Result<T?> Success<T>(T? value) => new(true, value, null);

    /// <summary>A result that holds the reason of the failure.</summary>
    public static Result<T?> Failure<T>(Exception exception) => new(false, default, exception);
}

/// <summary>A value, or the reason why there is none.</summary>
public class Result<T>
{
    /// <summary>Creates a result.</summary>
    public Result(bool success, T? value, Exception? exception)
    {
        IsSuccess = success;
        ValueOrDefault = value;
        Exception = exception;
    }

    /// <summary>Whether there is a value.</summary>
    public bool IsSuccess { get; }

    /// <summary>The reason of the failure; null on success.</summary>
    public Exception? Exception { get; }

    /// <summary>The value; throws <see cref="InvalidOperationException"/> with the reason where there is none.</summary>
    public T? Value => IsSuccess ? ValueOrDefault : throw new InvalidOperationException("The result holds no value.", Exception);

    /// <summary>The value, or the default of its type.</summary>
    public T? ValueOrDefault { get; }

    /// <summary>Calls the handler if there is a value.</summary>
    public Result<T?> OnSuccess(Action<T?> successHandler)
    {
        if (IsSuccess)
            successHandler(ValueOrDefault);
        return this!;
    }

    /// <summary>Calls the handler if there is none.</summary>
    public Result<T?> OnFailure(Action<Exception> failureHandler)
    {
        if (!IsSuccess)
            failureHandler(Exception!);
        return this!;
    }

    /// <summary>Throws the reason of the failure, if it is one.</summary>
    public Result<T?> ThrowIfFailure() => IsSuccess ? this! : throw Exception!;
}
