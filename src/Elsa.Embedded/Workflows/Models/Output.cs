using Elsa.Expressions.Models;

namespace Elsa.Workflows.Models;

/// <summary>A value that an activity yields, and the variable that receives it.</summary>
public class Output : Argument
{
    /// <summary>Creates an output that is only recorded.</summary>
    public Output()
    {
    }

    /// <summary>Creates an output that goes into a variable.</summary>
    public Output(MemoryBlockReference memoryBlockReference) : base(memoryBlockReference)
    {
    }

    /// <summary>Creates an output that goes into a variable that is found later.</summary>
    public Output(Func<MemoryBlockReference> memoryBlockReference) : base(memoryBlockReference)
    {
    }
}

/// <summary>A value of one type that an activity yields.</summary>
public class Output<T> : Output
{
    /// <summary>Creates an output that is only recorded.</summary>
    public Output()
    {
    }

    /// <summary>Creates an output that goes into a variable.</summary>
    public Output(MemoryBlockReference memoryBlockReference) : base(memoryBlockReference)
    {
    }

    /// <summary>Creates an output that goes into a variable that is found later.</summary>
    public Output(Func<MemoryBlockReference> memoryBlockReference) : base(memoryBlockReference)
    {
    }
}
