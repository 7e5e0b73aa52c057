using FsCheck;
using FsCheck.Fluent;
using TapeFlows.Catalog.Files;

namespace TapeFlows.Catalog.Tests.Files;

public sealed class DirectoryKeyTests
{
    [Fact]
    public void Stored_forms_sort_bytewise_as_paths_sort_depth_first()
    {
        var property = Prop.ForAll(Trees.Paths(atMost: 20).ToArbitrary(), paths =>
        {
            var keys = paths.Select(path => DirectoryKey.From(path.ToBytes())).ToArray();
            for (var i = 1; i < keys.Length; i++)
                Assert.True(keys[i - 1].AsSpan().SequenceCompareTo(keys[i]) < 0);
        });

        Check.QuickThrowOnFailure(property);
    }

    [Fact]
    public void A_stored_form_becomes_the_path_again()
    {
        byte[] path = [0xFF, (byte)'/', 1, (byte)'/', (byte)'a'];
        byte[] kept = [.. path];

        Assert.Equal(path, DirectoryKey.ToPath(DirectoryKey.From(path)));
        Assert.Equal(kept, path);
    }
}
