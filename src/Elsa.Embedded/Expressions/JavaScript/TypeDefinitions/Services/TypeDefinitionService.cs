using Elsa.Expressions.JavaScript.TypeDefinitions.Contracts;
using Elsa.Expressions.JavaScript.TypeDefinitions.Models;

namespace Elsa.Expressions.JavaScript.TypeDefinitions.Services;

/// <summary>Asks all providers and writes what they declare.</summary>
public class TypeDefinitionService : ITypeDefinitionService
{
    private readonly IEnumerable<ITypeDefinitionProvider> _types;
    private readonly IEnumerable<IFunctionDefinitionProvider> _functions;
    private readonly IEnumerable<IVariableDefinitionProvider> _variables;
    private readonly ITypeDefinitionDocumentRenderer _renderer;

    /// <summary>Creates the service.</summary>
    public TypeDefinitionService(
        IEnumerable<ITypeDefinitionProvider> typeDefinitionProviders,
        IEnumerable<IFunctionDefinitionProvider> functionDefinitionProviders,
        IEnumerable<IVariableDefinitionProvider> variableDefinitionProviders,
        ITypeDefinitionDocumentRenderer typeDefinitionDocumentRenderer)
    {
        _types = typeDefinitionProviders;
        _functions = functionDefinitionProviders;
        _variables = variableDefinitionProviders;
        _renderer = typeDefinitionDocumentRenderer;
    }

    /// <inheritdoc />
    public async Task<string> GenerateTypeDefinitionsAsync(TypeDefinitionContext context)
    {
        var document = new TypeDefinitionsDocument();
        foreach (var provider in _functions)
            document.Functions = [.. document.Functions, .. await provider.GetFunctionDefinitionsAsync(context)];
        foreach (var provider in _types)
            document.Types = [.. document.Types, .. await provider.GetTypeDefinitionsAsync(context)];
        foreach (var provider in _variables)
            document.Variables = [.. document.Variables, .. await provider.GetVariableDefinitionsAsync(context)];

        // Two providers may know the same type; editors want it once.
        document.Types = document.Types.DistinctBy(x => x.Name, StringComparer.Ordinal).ToList();
        return _renderer.Render(document);
    }
}
