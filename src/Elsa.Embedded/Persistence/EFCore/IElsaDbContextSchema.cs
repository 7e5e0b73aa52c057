namespace Elsa.Persistence.EFCore;

/// <summary>Says in which schema the tables are.</summary>
public interface IElsaDbContextSchema
{
    /// <summary>The schema; databases without schemas ignore it.</summary>
    string Schema { get; }
}
