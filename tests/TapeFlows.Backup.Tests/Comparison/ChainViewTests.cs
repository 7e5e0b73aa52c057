using FsCheck;
using FsCheck.Fluent;
using TapeFlows.Backup.Comparison;
using TapeFlows.Backup.Tests.Sources;

namespace TapeFlows.Backup.Tests.Comparison;

public sealed class ChainViewTests
{
    [Fact]
    public async Task The_newest_row_of_a_path_counts_and_a_deletion_hides_it()
    {
        var catalog = new MemoryFileCatalog();
        Guid[] chain = [catalog.Add([Row("a", 1), Row("b", 1), Row("c", 1)]), catalog.Add([Row("a", 2), Gone("b"), Row("d", 2)]), catalog.Add([Row("b", 3)])];

        var view = await ChainView.ReadAsync(catalog, chain, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["a2@1", "b3@2", "c1@0", "d2@1"], view.Select(row => $"{row.File.Path}{row.File.Size}@{row.SetIndex}"));
    }

    [Fact]
    public void The_view_is_what_a_dictionary_would_tell()
    {
        var row = from path in Names.Path from size in Gen.Choose(0, 3) select size == 0 ? Gone(path) : Row(path, size);
        var set = from rows in Gen.ListOf(row) select rows.DistinctBy(file => file.Path).OrderBy(file => file.Path).ToList();
        Prop.ForAll(Gen.ListOf(set).Resize(12).ToArbitrary(), sets =>
        {
            var catalog = new MemoryFileCatalog();
            var chain = sets.Select(catalog.Add).ToList();
            var expected = new Dictionary<EntryPath, (CatalogFile, int)>();
            for (var i = 0; i < sets.Count; i++)
                sets[i].ForEach(file => expected[file.Path] = (file, i));

            var view = ChainView.ReadAsync(catalog, chain).ToBlockingEnumerable().Select(x => (x.File, x.SetIndex));

            return view.SequenceEqual(expected.Values.Where(x => !x.Item1.IsDeleted).OrderBy(x => x.Item1.Path));
        }).QuickCheckThrowOnFailure();
    }

    private static CatalogFile Row(string path, long size) =>
        new() { Ordinal = 1, Path = EntryPath.FromText(path), Kind = EntryKind.File, Size = size };

    private static CatalogFile Gone(string path) => MemoryFileCatalog.Gone(EntryPath.FromText(path));
}
