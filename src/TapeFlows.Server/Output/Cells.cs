using Spectre.Console;
using Spectre.Console.Rendering;

namespace TapeFlows.Server.Output;

/// <summary>Table cells with text that is never taken for markup.</summary>
internal static class Cells
{
    public static IEnumerable<IRenderable> Of(params IEnumerable<string> texts) => texts.Select(text => new Text(text));
}
