namespace Elsa.Workflows.Management.Models;

/// <summary>How an instant is compared.</summary>
public class TimestampFilter
{
    /// <summary>CreatedAt, UpdatedAt or FinishedAt.</summary>
    public required string Column { get; set; }

    /// <summary>How to compare.</summary>
    public required Enums.TimestampFilterOperator Operator { get; set; }

    /// <summary>What to compare with.</summary>
    public required DateTimeOffset Timestamp { get; set; }
}
