using Elsa.Expressions.Helpers;

namespace Elsa.Workflows;

public partial class ActivityExecutionContext
{
    /// <summary>What tools keep with the execution, or its default.</summary>
    public T? GetMetadata<T>(string key) => _metadata is not null && _metadata.TryGetValue(key, out var value) ? value.ConvertTo<T>() : default;

    /// <summary>What tools keep with the execution; where there is nothing, it is made and kept.</summary>
    public T? GetMetadata<T>(string key, Func<T?> defaultValue)
    {
        if (_metadata is not null && _metadata.TryGetValue(key, out var value))
            return value.ConvertTo<T>();
        var created = defaultValue();
        SetMetadata(key, created);
        return created;
    }

    /// <summary>Keeps something with the execution.</summary>
    public void SetMetadata<T>(string key, T? value)
    {
        Metadata[key] = value!;
        Taint();
    }

    /// <summary>Changes what is kept with the execution.</summary>
    public T UpdateMetadata<T>(string key, Func<T?, T> updater)
    {
        var value = updater(GetMetadata<T?>(key));
        SetMetadata(key, value);
        return value;
    }

    /// <summary>Keeps something no longer.</summary>
    public void RemoveMetadata(string key)
    {
        if (_metadata?.Remove(key) == true)
            Taint();
    }
}
