using FsCheck;
using FsCheck.Fluent;
using TapeFlows.Backup.Tests.Sources;

namespace TapeFlows.Backup.Tests.Comparison;

/// <summary>Things that happen to a tree between two backups.</summary>
internal static class Mutations
{
    private static readonly Gen<string> Place = Gen.Elements("a", "b", "a-b", "d", "d/a", "d/e", "d/e/f", "c");

    public static Gen<Action<TempTree>> Any { get; } = Gen.OneOf(
        from path in Place from size in Gen.Choose(0, 3) select Do(tree => tree.File(path, new string('x', size))),
        from path in Place select Do(tree => File.Delete(tree[path])),
        from path in Place select Do(tree => Directory.Delete(tree[path], recursive: true)),
        from path in Place select Do(tree => tree.Folder(path)),
        from path in Place from to in Place select Do(tree => File.Move(tree[path], tree[to])),
        from path in Place from to in Place select Do(tree => Directory.Move(tree[path], tree[to])),
        from path in Place from to in Place select Do(tree => File.CreateSymbolicLink(tree[path], to)),
        from path in Place from to in Place select Do(tree => tree.Shell($"[ ! -f {path} ] || ln -n {path} {to} 2>/dev/null || true")),
        from path in Place select Do(tree => tree.Shell($"[ ! -e {path} ] || chmod 700 {path}")));

    private static Action<TempTree> Do(Action<TempTree> mutation) => tree =>
    {
        try
        {
            mutation(tree);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What is not possible in the present tree is left out of the sequence.
        }
    };
}
