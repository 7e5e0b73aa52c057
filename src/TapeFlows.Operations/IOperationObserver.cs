using TapeFlows.Backup.Streaming;

namespace TapeFlows.Operations;

/// <summary>Sees the progress of operations of this process as it comes, before it is stored; must not wait.</summary>
public interface IOperationObserver
{
    /// <summary>Where an operation stands.</summary>
    void Report(Operation operation, ProgressReport report);
}
