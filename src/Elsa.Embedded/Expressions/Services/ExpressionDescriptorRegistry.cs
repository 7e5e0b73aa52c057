using System.Collections.Concurrent;
using Elsa.Expressions.Contracts;
using Elsa.Expressions.Models;

namespace Elsa.Expressions.Services;

/// <summary>Holds the syntaxes of all providers.</summary>
internal sealed class ExpressionDescriptorRegistry : IExpressionDescriptorRegistry
{
    private readonly ConcurrentDictionary<string, ExpressionDescriptor> _byType = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private readonly Lock _gate = new();

    public ExpressionDescriptorRegistry(IEnumerable<IExpressionDescriptorProvider> providers)
    {
        foreach (var provider in providers)
            AddRange(provider.GetDescriptors());
    }

    public void Add(ExpressionDescriptor descriptor)
    {
        lock (_gate)
        {
            if (!_byType.ContainsKey(descriptor.Type))
                _order.Add(descriptor.Type);
            _byType[descriptor.Type] = descriptor;
        }
    }

    public void AddRange(IEnumerable<ExpressionDescriptor> descriptors)
    {
        foreach (var descriptor in descriptors)
            Add(descriptor);
    }

    public IEnumerable<ExpressionDescriptor> ListAll()
    {
        lock (_gate)
            return _order.Select(x => _byType[x]).ToList();
    }

    public ExpressionDescriptor? Find(Func<ExpressionDescriptor, bool> predicate) => ListAll().FirstOrDefault(predicate);

    public ExpressionDescriptor? Find(string type) => _byType.GetValueOrDefault(type);
}
