using Elsa.Common;

namespace Elsa.Workflows.Runtime;

/// <summary>Keeps what is recorded about runs.</summary>
public interface ILogRecordStore<T> where T : ILogRecord
{
    /// <summary>Adds records.</summary>
    Task AddManyAsync(IEnumerable<T> records, CancellationToken cancellationToken = default);

    /// <summary>Adds or replaces records.</summary>
    Task SaveManyAsync(IEnumerable<T> records, CancellationToken cancellationToken = default);
}
