namespace Elsa.Common;

/// <summary>Something that is recorded about a run.</summary>
public interface ILogRecord
{
}
