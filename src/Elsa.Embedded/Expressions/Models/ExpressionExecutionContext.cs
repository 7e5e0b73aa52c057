using System.Diagnostics.CodeAnalysis;
using Elsa.Expressions.Helpers;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Expressions.Models;

/// <summary>A scope in which expressions are evaluated: its memory, and the scopes around it.</summary>
public class ExpressionExecutionContext
{
    private readonly Action? _onChange;
    private IDictionary<object, object>? _transientProperties;

    /// <summary>Creates a scope.</summary>
    public ExpressionExecutionContext(
        IServiceProvider serviceProvider,
        MemoryRegister memory,
        ExpressionExecutionContext? parentContext = null,
        IDictionary<object, object>? transientProperties = null,
        Action? onChange = null,
        CancellationToken cancellationToken = default)
    {
        ServiceProvider = serviceProvider;
        Memory = memory;
        ParentContext = parentContext;
        _transientProperties = transientProperties;
        _onChange = onChange;
        CancellationToken = cancellationToken;
    }

    /// <summary>The services that expressions may use.</summary>
    public IServiceProvider ServiceProvider { get; }

    /// <summary>The cells of this scope.</summary>
    public MemoryRegister Memory { get; }

    /// <summary>The scope around this one.</summary>
    public ExpressionExecutionContext? ParentContext { get; set; }

    /// <summary>What belongs to this scope but is never stored.</summary>
    public IDictionary<object, object> TransientProperties
    {
        get => _transientProperties ??= new Dictionary<object, object>();
        set => _transientProperties = value;
    }

    /// <summary>Cancelled when the workflow is.</summary>
    public CancellationToken CancellationToken { get; }

    // The activity and workflow behind the scope, reached without a table look-up on the hot path.
    internal Workflows.ActivityExecutionContext? ActivityContext { get; init; }
    internal Workflows.WorkflowExecutionContext? WorkflowContext { get; init; }

    /// <summary>The cell in the nearest scope that holds it; throws if none does.</summary>
    public MemoryBlock GetBlock(MemoryBlockReference blockReference) =>
        TryGetBlock(blockReference, out var block)
            ? block
            : throw new InvalidOperationException($"There is no memory block with the id '{blockReference.Id}' in this scope or in those around it.");

    /// <summary>The cell in the nearest scope that holds it; throws if none does.</summary>
    public MemoryBlock GetBlock(Func<MemoryBlockReference> blockReference) => GetBlock(blockReference());

    /// <summary>Finds the cell in the nearest scope that holds it.</summary>
    public bool TryGetBlock(MemoryBlockReference blockReference, [NotNullWhen(true)] out MemoryBlock? block)
    {
        var id = blockReference.Id;
        block = null;
        if (id is null)
            return false;

        for (var scope = this; scope is not null; scope = scope.ParentContext)
        {
            if (scope.Memory.TryGetBlock(id, out block))
                return true;
        }

        return false;
    }

    /// <summary>Reads a value; throws if no scope holds it.</summary>
    public object? Get(MemoryBlockReference blockReference) => GetBlock(blockReference).Value;

    /// <summary>Reads a value; throws if no scope holds it.</summary>
    public object? Get(Func<MemoryBlockReference> blockReference) => Get(blockReference());

    /// <summary>Reads a value and converts it; throws if no scope holds it or it does not convert.</summary>
    public T? Get<T>(MemoryBlockReference blockReference) => Get(blockReference).ConvertTo<T>();

    /// <summary>Reads a value and converts it; throws if no scope holds it or it does not convert.</summary>
    public T? Get<T>(Func<MemoryBlockReference> blockReference) => Get<T>(blockReference());

    /// <summary>Reads a value if any scope holds it.</summary>
    public bool TryGet(MemoryBlockReference blockReference, out object? value)
    {
        var found = TryGetBlock(blockReference, out var block);
        value = block?.Value;
        return found;
    }

    /// <summary>Writes to the nearest scope that holds the cell, or declares it here.</summary>
    public void Set(MemoryBlockReference blockReference, object? value, Action<MemoryBlock>? configure = null)
    {
        if (!TryGetBlock(blockReference, out var block))
            block = Memory.Declare(blockReference);
        block.Value = value;
        configure?.Invoke(block);
        _onChange?.Invoke();
    }

    /// <summary>Writes to the nearest scope that holds the cell, or declares it here.</summary>
    public void Set(Func<MemoryBlockReference> blockReference, object? value, Action<MemoryBlock>? configure = null) => Set(blockReference(), value, configure);

    /// <summary>A service that must be there.</summary>
    public T GetRequiredService<T>() where T : notnull => ServiceProvider.GetRequiredService<T>();
}
