namespace TapeFlows.Server.Tests.Composition;

/// <summary>The names that are public in the Elsa packages 3.8.2: what a build with <c>-p:WorkflowEngine=Elsa</c> can refer to.</summary>
internal sealed class ElsaNames
{
    private readonly Dictionary<string, string[]> _leadsTo = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _packages = new(StringComparer.Ordinal);

    private ElsaNames()
    {
    }

    /// <summary>Reads the list.</summary>
    public static ElsaNames Read()
    {
        var names = new ElsaNames();
        var package = "";
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "TestData", "elsa-3.8.2-public.txt")))
        {
            if (line.StartsWith("  ", StringComparison.Ordinal))
            {
                var colon = line.IndexOf(':', StringComparison.Ordinal);
                names.Add(package, line[2..colon], line[(colon + 2)..].Split(' '));
            }
            else if (!line.StartsWith('#'))
            {
                var parts = line.Split(" > ");
                package = parts[0];
                names._leadsTo[package] = parts.Length > 1 ? parts[1].Split(' ') : [];
            }
        }

        return names;
    }

    /// <summary>The packages that have a type, or a member of a class that several of them have.</summary>
    /// <param name="name">Such as <c>Elsa.Workflows.Activity</c> or <c>Elsa.Extensions.ModuleExtensions.UseHttp</c>.</param>
    public IReadOnlyList<string> PackagesOf(string name) => _packages.GetValueOrDefault(name) ?? [];

    /// <summary>The types of a namespace.</summary>
    public IReadOnlySet<string> TypesIn(string @namespace) => _types.GetValueOrDefault(@namespace) ?? [];

    /// <summary>These packages and all that they bring.</summary>
    public IReadOnlySet<string> Closure(IEnumerable<string> packages)
    {
        var all = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(packages);
        while (open.TryPop(out var package))
        {
            if (!all.Add(package))
                continue;
            foreach (var next in _leadsTo[package])
                open.Push(next);
        }

        return all;
    }

    private void Add(string package, string @namespace, string[] names)
    {
        foreach (var name in names)
        {
            Of(_packages, $"{@namespace}.{name}").Add(package);
            var type = name.Split('.')[0];
            Of(_types, @namespace).Add(type);
            if (type != name && !Of(_packages, $"{@namespace}.{type}").Contains(package))
                Of(_packages, $"{@namespace}.{type}").Add(package);
        }
    }

    private static T Of<T>(Dictionary<string, T> lists, string key)
        where T : new() => lists.TryGetValue(key, out var list) ? list : lists[key] = new T();
}
