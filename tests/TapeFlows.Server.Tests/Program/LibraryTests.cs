namespace TapeFlows.Server.Tests.Program;

/// <summary>Making and changing the library by command line.</summary>
public sealed class LibraryTests : IDisposable
{
    private readonly Tapeflows _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void Create_list_move_remove_and_add()
    {
        var made = _program.Run("library", "create", "--slots", "3", "--drives", "2", "--capacity", "64MiB", "--segment-size", "4MiB", "--cartridges", "2", "--json").WithCode(0).Json;
        Assert.Equal((3, 2, 2, 64L << 20), (made.GetProperty("slots").GetInt32(), made.GetProperty("drives").GetInt32(), made.GetProperty("cartridges").GetInt32(), made.GetProperty("capacity_bytes").GetInt64()));

        Assert.Equal("TF0003L8", _program.Run("library", "add", "--json").WithCode(0).Json.GetProperty("barcode").GetString());
        Assert.Equal("import_export", _program.Run("library", "move", "TF0001L8", "import-export", "--json").WithCode(0).Json.GetProperty("kind").GetString());
        _program.Run("library", "remove", "TF0001L8").WithCode(0);
        Assert.Equal(["TF0002L8", "TF0003L8"], Barcodes());
        _program.Run("library", "add", "TF0001L8").WithCode(0);
        Assert.Equal(["TF0001L8", "TF0002L8", "TF0003L8"], Barcodes());
        Assert.Equal("segment_size", Assert.Single(File.ReadAllText(Path.Combine(_program.Data, "settings.json")).Split('"'), word => word == "segment_size"));
        Assert.Contains("\"4MiB\"", File.ReadAllText(Path.Combine(_program.Data, "settings.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_blank_library_gives_way_and_one_with_data_stays()
    {
        _program.Run("sets").WithCode(0);
        _program.Run("library", "create", "--slots", "2", "--drives", "1", "--capacity", "16MiB").WithCode(0);
        Assert.Equal(2, Barcodes().Length);
        _program.Run("backup", _program.MakeSource("source", ("a", 10))).WithCode(0);

        var refused = _program.Run("library", "create", "--slots", "4", "--drives", "1", "--capacity", "16MiB").WithCode(2);

        Assert.Contains("holds data", refused.Error, StringComparison.Ordinal);
        Assert.Equal(2, Barcodes().Length);
    }

    private string[] Barcodes() =>
        [.. _program.Run("library", "--json").WithCode(0).Json.EnumerateArray().Select(element => element.GetProperty("barcode").GetString()).OfType<string>().Order(StringComparer.Ordinal)];
}
