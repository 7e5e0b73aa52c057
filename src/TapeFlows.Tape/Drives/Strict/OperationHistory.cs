using System.Text;

namespace TapeFlows.Tape.Drives.Strict;

/// <summary>The last operations of a drive.</summary>
internal sealed class OperationHistory
{
    private const int Length = 16;

    private readonly (DriveOperation Operation, long Argument, TapeResult Result)[] _entries = new (DriveOperation, long, TapeResult)[Length];
    private long _count;

    public void Add(DriveOperation operation, long argument, TapeResult result) => _entries[_count++ % Length] = (operation, argument, result);

    public override string ToString()
    {
        var text = new StringBuilder();
        for (var number = Math.Max(0, _count - Length); number < _count; number++)
        {
            var (operation, argument, result) = _entries[number % Length];
            text.Append(text.Length > 0 ? ", " : "").Append(operation).Append('(').Append(argument).Append(") ").Append(result.Status);
            if (result.Count > 0)
                text.Append(' ').Append(result.Count);
        }

        return text.Length > 0 ? text.ToString() : "none";
    }
}
