using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace TapeFlows.Server.Tests.Composition;

/// <summary>
/// What can be held here of the promise that the same sources build against the Elsa packages, which cannot be restored here: no name in use that the packages
/// have not, no project that forgets a package, no name that would be ambiguous with one that only the packages have.
/// </summary>
public sealed partial class EngineSwitchTests
{
    private static readonly string[] Rooms = [.. RoomsFrom("TapeFlows.Server").Distinct(StringComparer.Ordinal)];
    private readonly ElsaNames _elsa = ElsaNames.Read();

    [Fact]
    public void One_file_knows_which_engine_it_is()
    {
        var knowing = Sources(SourceFolder()).Where(file => File.ReadAllText(file).Contains("ELSA_PACKAGES", StringComparison.Ordinal)).Select(file => Path.GetRelativePath(SourceFolder(), file));

        Assert.Equal(["TapeFlows.Server/Composition/Engine.cs"], knowing);
    }

    [Fact]
    public void What_is_used_of_Elsa_is_public_in_packages_that_the_project_refers_to()
    {
        var missing = new List<string>();
        foreach (var room in Rooms)
        {
            var packages = _elsa.Closure(PackagesOf(room));
            foreach (var name in UsedBy(room))
            {
                var owners = _elsa.PackagesOf(name);
                if (owners.Count == 0)
                    missing.Add($"{room} uses {name}: Elsa 3.8.2 has no such name.");
                else if (!owners.Any(packages.Contains))
                    missing.Add($"{room} uses {name}: its project refers to no package that brings {string.Join(" or ", owners)}.");
            }
        }

        Assert.Empty(missing);
    }

    [Fact]
    public void No_name_means_another_type_when_all_of_Elsa_is_there()
    {
        var framework = FrameworkTypes();
        var embedded = TypesOfEmbedded();
        var ambiguous = new List<string>();
        foreach (var file in Rooms.SelectMany(room => Sources(Path.Combine(SourceFolder(), room))))
        {
            var text = File.ReadAllText(file);
            var imported = Imports().Matches(text).Select(match => match.Groups["name"].Value);
            var only = imported.SelectMany(room => _elsa.TypesIn(room).Where(name => !embedded.Contains($"{room}.{name}"))).ToHashSet(StringComparer.Ordinal);
            ambiguous.AddRange(SimpleNames().Matches(text).Select(match => match.Groups["name"].Value).Where(name => only.Contains(name) && framework.Contains(name))
                .Distinct(StringComparer.Ordinal).Select(name => $"{Path.GetRelativePath(SourceFolder(), file)}: {name} is a type of the framework and, in the packages, one of Elsa."));
        }

        Assert.Empty(ambiguous);
    }

    private static HashSet<string> FrameworkTypes() => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Where(file => Path.GetFileName(file).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(file).StartsWith("Microsoft.", StringComparison.Ordinal))
        .SelectMany(PublicTypesOf)
        .Select(name => name[(name.LastIndexOf('.') + 1)..])
        .ToHashSet(StringComparer.Ordinal);

    private static HashSet<string> TypesOfEmbedded() => [.. PublicTypesOf(Path.Combine(AppContext.BaseDirectory, "Elsa.Embedded.dll"))];

    private static List<string> PublicTypesOf(string path)
    {
        using var file = File.OpenRead(path);
        using var image = new PEReader(file);
        if (!image.HasMetadata)
            return [];
        var metadata = image.GetMetadataReader();
        return [.. metadata.TypeDefinitions.Select(metadata.GetTypeDefinition)
            .Where(type => (type.Attributes & TypeAttributes.VisibilityMask) == TypeAttributes.Public)
            .Select(type => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name).Split('`')[0]}")];
    }

    /// <summary>Types of Elsa that an assembly refers to, and the members of those classes that hold extension methods.</summary>
    private static IEnumerable<string> UsedBy(string room)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, room == "TapeFlows.Server" ? "tapeflows.dll" : room + ".dll"));
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var handle in metadata.TypeReferences)
        {
            if (NameOf(metadata, handle) is { } name)
                names.Add(name);
        }

        foreach (var handle in metadata.MemberReferences)
        {
            var member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind == HandleKind.TypeReference && NameOf(metadata, (TypeReferenceHandle)member.Parent) is { } type && type.EndsWith(".ModuleExtensions", StringComparison.Ordinal))
                names.Add($"{type}.{metadata.GetString(member.Name)}");
        }

        return names;
    }

    // Nested types go with the one around them; their reference has no namespace.
    private static string? NameOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        var room = metadata.GetString(type.Namespace);
        return room == "Elsa" || room.StartsWith("Elsa.", StringComparison.Ordinal) ? $"{room}.{metadata.GetString(type.Name).Split('`')[0]}" : null;
    }

    private static IEnumerable<string> PackagesOf(string room) => ReferencesOf(room, "PackageReference").Where(package => package == "Elsa" || package.StartsWith("Elsa.", StringComparison.Ordinal))
        .Concat(NeighboursOf(room).SelectMany(PackagesOf));

    // The rooms of the program whose projects know of the switch.
    private static IEnumerable<string> RoomsFrom(string room) => NeighboursOf(room).SelectMany(RoomsFrom).Append(room)
        .Where(name => File.ReadAllText(ProjectOf(name)).Contains("WorkflowEngine", StringComparison.Ordinal));

    private static IEnumerable<string> NeighboursOf(string room) => ReferencesOf(room, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path)).Where(name => name != "Elsa.Embedded");

    private static IEnumerable<string> ReferencesOf(string room, string kind) => XDocument.Load(ProjectOf(room)).Descendants(kind).Select(reference => reference.Attribute("Include")!.Value);

    private static string ProjectOf(string room) => Path.Combine(SourceFolder(), room, room + ".csproj");

    private static IEnumerable<string> Sources(string folder) => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));

    private static string SourceFolder([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../src"));

    [GeneratedRegex(@"^using (?<name>Elsa[A-Za-z.]*);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Imports();

    // What stands behind a dot is qualified; what stands in quotes or behind a tag of documentation is none of the compiler's business here.
    [GeneratedRegex(@"(?<![\w.""])(?<name>[A-Z][A-Za-z0-9]+)(?=[.<(\s?\[])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex SimpleNames();
}
