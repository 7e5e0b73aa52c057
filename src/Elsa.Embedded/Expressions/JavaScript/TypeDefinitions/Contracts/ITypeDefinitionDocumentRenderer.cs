using Elsa.Expressions.JavaScript.TypeDefinitions.Models;

namespace Elsa.Expressions.JavaScript.TypeDefinitions.Contracts;

/// <summary>Writes declarations as TypeScript.</summary>
public interface ITypeDefinitionDocumentRenderer
{
    /// <summary>The text of a <c>.d.ts</c> file.</summary>
    string Render(TypeDefinitionsDocument document);
}
