namespace Elsa.Scheduling.Tasks;

/// <summary>A task that can say in words, for the log, what it does.</summary>
internal interface ITold
{
    /// <summary>The words.</summary>
    string Telling { get; }
}
