using System.Globalization;
using System.Text;
using TapeFlows.Backup.Tests.Archive;

namespace TapeFlows.Backup.Tests.Manifest;

/// <summary>Keeps the worked example of FORMAT.md true: what stands there is what is written today.</summary>
public class FormatExampleTests
{
    private const string Begin = "<!-- example: begin -->";
    private const string End = "<!-- example: end -->";

    [Fact]
    public void The_example_in_FORMAT_md_is_what_is_written()
    {
        var path = Path.Combine(Root(), "src", "TapeFlows.Backup", "FORMAT.md");
        var text = File.ReadAllText(path);
        var from = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var to = text.IndexOf(End, StringComparison.Ordinal);
        var example = $"\n\n```text\n{Example()}```\n\n";
        if (Environment.GetEnvironmentVariable("TAPEFLOWS_WRITE_EXAMPLES") == "1")
            File.WriteAllText(path, text[..from] + example + text[to..]);
        else
            Assert.Equal(example, text[from..to]);
    }

    private static string Example()
    {
        using var folder = new TestFolder();
        var set = new DumpedSet(folder, ManifestTests.Set with { Type = BackupType.Full, BaseId = null, Compression = "none", Roots = ["/srv"], Bytes = 17, Files = 3, Deleted = 0, Warnings = 0 }, "TF")
            .Add(TestArchive.Directory("srv"))
            .Add(TestArchive.File("srv/note"), "hello"u8.ToArray())
            .Add(TestArchive.File("srv/täst"), "two parts, eh"u8.ToArray(), partLength: 7)
            .Complete();
        var text = new StringBuilder();
        var number = 0;
        foreach (var file in Directory.GetFiles(set.Sources[0]).Order(StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"=== tape file {number++}\n");
            var bytes = File.ReadAllBytes(file);
            if (number % 3 == 2)
                DescribeArchive(text, bytes);
            else
                DescribeLabels(text, bytes);
        }

        return text.ToString();
    }

    private static void DescribeLabels(StringBuilder text, byte[] bytes)
    {
        for (var at = 0; at < bytes.Length; at += 80)
            text.Append(Encoding.ASCII.GetString(bytes, at, 80).TrimEnd()).Append('\n');
    }

    // As plain as can be, and with no line of the product's reader: the offsets and fields that a person with a hex viewer would see.
    private static void DescribeArchive(StringBuilder text, byte[] bytes)
    {
        for (var at = 0; at < bytes.Length;)
        {
            var name = Field(bytes, at, 100);
            if (name.Length == 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"{at,6}  end of archive\n");
                return;
            }

            var size = Convert.ToInt32(Field(bytes, at + 124, 12), 8);
            var type = (char)bytes[at + 156];
            text.Append(CultureInfo.InvariantCulture, $"{at,6}  '{type}' size {size,-5} {name}\n");
            if (type == 'x' || name is "manifest.jsonl" or "SHA256SUMS" or "recover.list")
                foreach (var line in Encoding.UTF8.GetString(bytes, at + 512, size).TrimEnd('\n').Split('\n'))
                    text.Append("            ").Append(line).Append('\n');
            at += 512 + ((size + 511) / 512 * 512);
        }
    }

    private static string Field(byte[] bytes, int offset, int length) => Encoding.UTF8.GetString(bytes, offset, length).TrimEnd('\0');

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "TapeFlows.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }
}
