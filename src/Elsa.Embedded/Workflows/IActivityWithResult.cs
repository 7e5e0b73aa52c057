using Elsa.Workflows.Models;

namespace Elsa.Workflows;

/// <summary>An activity that yields one value.</summary>
public interface IActivityWithResult
{
    /// <summary>Where the value goes.</summary>
    Output? Result { get; set; }
}

/// <summary>An activity that yields one value of a type.</summary>
public interface IActivityWithResult<T> : IActivityWithResult
{
    /// <summary>Where the value goes.</summary>
    new Output<T?>? Result { get; set; }
}
