using TapeFlows.Scheduling.Schedules;

namespace TapeFlows.Scheduling.Tasks;

/// <summary>A request about tasks could not be met. The message says why and what to do; nothing was changed. The derived types say of what kind it is.</summary>
public abstract class TaskException(string message) : Exception(message);

/// <summary>Fields make no sense. Nothing was changed.</summary>
public sealed class TaskValidationException(IReadOnlyList<FieldError> errors)
    : TaskException($"The task was not saved: {string.Join(' ', errors.Select(error => $"{error.Field}: {error.Message}"))}")
{
    /// <summary>What is wrong, by field.</summary>
    public IReadOnlyList<FieldError> Errors { get; } = errors;
}

/// <summary>A variable of the configuration makes no sense. The scheduler was not started.</summary>
public sealed class TaskConfigurationException(string variable, string message) : TaskException($"The variable {variable} makes no sense. {message} Correct it, or take it out.");

/// <summary>There is no such task or run.</summary>
public sealed class TaskNotFoundException(string message) : TaskException(message);

/// <summary>What was asked contradicts how things are: a name that is taken, a version that is no longer the latest, a task that runs already, one that is kept elsewhere.</summary>
public class TaskConflictException(string message) : TaskException(message);

/// <summary>The version that a change was made of is no longer the latest: somebody else was faster.</summary>
public sealed class TaskVersionException(string message) : TaskConflictException(message);
