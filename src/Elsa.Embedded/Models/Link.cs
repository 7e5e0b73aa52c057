namespace Elsa.Models;

/// <summary>What can be done with something, and how.</summary>
/// <param name="Href">The route, below the path of the API.</param>
/// <param name="Rel">What it does.</param>
/// <param name="Method">The method.</param>
public record Link(string Href, string Rel, string Method);
