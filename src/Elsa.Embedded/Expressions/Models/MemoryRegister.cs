using System.Diagnostics.CodeAnalysis;

namespace Elsa.Expressions.Models;

/// <summary>The cells of one scope, by id.</summary>
public class MemoryRegister
{
    private IDictionary<string, MemoryBlock>? _blocks;

    /// <summary>Creates a register over the given cells.</summary>
    public MemoryRegister(IDictionary<string, MemoryBlock>? blocks = null) => _blocks = blocks;

    /// <summary>The cells.</summary>
    public IDictionary<string, MemoryBlock> Blocks => _blocks ??= new Dictionary<string, MemoryBlock>(StringComparer.Ordinal);

    // Most activities declare nothing: their register stays without a table.
    internal bool IsEmpty => _blocks is null || _blocks.Count == 0;

    /// <summary>Whether the cell that the reference names is here.</summary>
    public bool IsDeclared(MemoryBlockReference reference) => HasBlock(reference.Id);

    /// <summary>Whether there is a cell with the id.</summary>
    public bool HasBlock(string id) => _blocks is not null && _blocks.ContainsKey(id);

    /// <summary>Finds a cell by its id.</summary>
    public bool TryGetBlock(string id, [NotNullWhen(true)] out MemoryBlock? block)
    {
        block = null;
        return _blocks is not null && _blocks.TryGetValue(id, out block);
    }

    /// <summary>Declares many cells.</summary>
    public void Declare(IEnumerable<MemoryBlockReference> references)
    {
        foreach (var reference in references)
            Declare(reference);
    }

    /// <summary>Declares a cell, or finds the one that is already there.</summary>
    public MemoryBlock Declare(MemoryBlockReference blockReference)
    {
        var id = blockReference.EnsureId();
        if (TryGetBlock(id, out var block))
            return block;
        return Blocks[id] = blockReference.Declare();
    }
}
