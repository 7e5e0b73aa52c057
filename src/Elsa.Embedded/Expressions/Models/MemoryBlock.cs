namespace Elsa.Expressions.Models;

/// <summary>A cell of memory that holds one value.</summary>
public class MemoryBlock
{
    /// <summary>Creates an empty cell.</summary>
    public MemoryBlock()
    {
    }

    /// <summary>Creates a cell that holds a value.</summary>
    public MemoryBlock(object? value, object? metadata = null)
    {
        Value = value;
        Metadata = metadata;
    }

    /// <summary>The value.</summary>
    public object? Value { get; set; }

    /// <summary>What is known about the cell, such as the variable that it stands for.</summary>
    public object? Metadata { get; set; }
}
