using TapeFlows.Server.Data;

namespace TapeFlows.Server.Tests.Data;

public sealed class DataFolderTests
{
    [Theory]
    [InlineData("/a", "/b", "/c", "/home/x", "/a")]
    [InlineData(null, "/b", "/c", "/home/x", "/b")]
    [InlineData(null, null, "/c", "/home/x", "/c/tapeflows")]
    [InlineData(null, "", "relative", "/home/x", "/home/x/.local/share/tapeflows")]
    [InlineData(null, null, null, "/home/x", "/home/x/.local/share/tapeflows")]
    public void The_option_comes_before_the_variable_before_the_data_home(string? option, string? variable, string? dataHome, string? home, string expected)
    {
        var folder = DataFolder.Resolve(option, name => name switch
        {
            DataFolder.Variable => variable,
            "XDG_DATA_HOME" => dataHome,
            "HOME" => home,
            _ => null,
        });
        Assert.Equal(expected, folder.Path);
    }

    [Fact]
    public void Without_a_home_the_message_says_what_to_set()
    {
        var refused = Assert.Throws<UsageException>(() => DataFolder.Resolve(null, _ => null));
        Assert.Contains(DataFolder.Variable, refused.Message, StringComparison.Ordinal);
    }
}
