using TapeFlows.Server.Data;

namespace TapeFlows.Server.Composition;

/// <summary>Where procedures are: those that ship with the product beside the executable, an operator's own in the data folder.</summary>
internal static class ProcedureFolders
{
    /// <summary>The procedures that ship with the product.</summary>
    public static string Shipped => Path.Combine(AppContext.BaseDirectory, "workflows");

    /// <summary>Finds the file of a procedure; an operator's own version wins.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="name">For example <c>full-backup</c>.</param>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static ProcedureFile Find(DataFolder folder, string name)
    {
        var own = Path.Combine(folder.WorkflowsFolder, name + ".json");
        if (File.Exists(own))
            return new ProcedureFile(name, own, IsOwn: true);
        var shipped = Path.Combine(Shipped, name + ".json");
        return File.Exists(shipped)
            ? new ProcedureFile(name, shipped, IsOwn: false)
            : throw new FileNotFoundException($"There is no procedure '{name}': neither {own} nor {shipped} exists. Install TapeFlows again, or put a definition there.");
    }
}

/// <summary>The file that a procedure is in.</summary>
/// <param name="Name">For example <c>full-backup</c>.</param>
/// <param name="Path">The file.</param>
/// <param name="IsOwn">Whether it is an operator's own version.</param>
internal sealed record ProcedureFile(string Name, string Path, bool IsOwn);
