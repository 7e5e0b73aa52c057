namespace Elsa.Expressions.Models;

/// <summary>Names a cell of memory without saying in which scope it lies.</summary>
public class MemoryBlockReference
{
    /// <summary>Creates a reference that gets its id later.</summary>
    public MemoryBlockReference()
    {
    }

    /// <summary>Creates a reference to the cell with the given id.</summary>
    public MemoryBlockReference(string id) => Id = id;

    /// <summary>The id of the cell.</summary>
    public string Id { get; set; } = default!;

    /// <summary>Creates the cell that this reference names.</summary>
    public virtual MemoryBlock Declare() => new();

    /// <summary>Whether the register holds the cell.</summary>
    public bool IsDefined(MemoryRegister register) => register.HasBlock(Id);

    /// <summary>Reads from one register.</summary>
    public object? Get(MemoryRegister memoryRegister) => GetBlock(memoryRegister).Value;

    /// <summary>Reads from one register.</summary>
    public T? Get<T>(MemoryRegister memoryRegister) => Helpers.ObjectConverter.ConvertTo<T>(Get(memoryRegister));

    /// <summary>Reads from the nearest scope that holds the cell.</summary>
    public object? Get(ExpressionExecutionContext context) => context.Get(this);

    /// <summary>Reads from the nearest scope that holds the cell.</summary>
    public T? Get<T>(ExpressionExecutionContext context) => context.Get<T>(this);

    /// <summary>Reads from the nearest scope that holds the cell, if there is one.</summary>
    public bool TryGet(ExpressionExecutionContext context, out object? value) => context.TryGet(this, out value);

    /// <summary>Writes to one register.</summary>
    public void Set(MemoryRegister memoryRegister, object? value, Action<MemoryBlock>? configure = null)
    {
        var block = GetBlock(memoryRegister);
        block.Value = value;
        configure?.Invoke(block);
    }

    /// <summary>Writes to the nearest scope that holds the cell, or declares it in the given one.</summary>
    public void Set(ExpressionExecutionContext context, object? value, Action<MemoryBlock>? configure = null) => context.Set(this, value, configure);

    /// <summary>The cell in the register, declared if need be.</summary>
    public MemoryBlock GetBlock(MemoryRegister memoryRegister) =>
        memoryRegister.TryGetBlock(Id, out var block) ? block : memoryRegister.Declare(this);

    // Arguments that no graph has named yet (conditions of a case, code-only activities) still need a cell of their own.
    internal string EnsureId() => string.IsNullOrEmpty(Id) ? Id = Guid.NewGuid().ToString("N") : Id;
}

/// <summary>Names a cell that holds a value of one type.</summary>
public class MemoryBlockReference<T> : MemoryBlockReference
{
    /// <summary>Creates a reference that gets its id later.</summary>
    public MemoryBlockReference()
    {
    }
}
