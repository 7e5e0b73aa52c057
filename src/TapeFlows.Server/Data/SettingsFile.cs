using System.Text.Json;

namespace TapeFlows.Server.Data;

/// <summary>Reads and writes <c>settings.json</c>.</summary>
internal static class SettingsFile
{
    /// <summary>The settings of a folder; the defaults when it has no file yet.</summary>
    /// <exception cref="UsageException">The file cannot be understood.</exception>
    public static Settings Read(DataFolder folder)
    {
        try
        {
            var json = File.ReadAllBytes(folder.SettingsFile);
            return JsonSerializer.Deserialize(json, SettingsJson.Default.Settings) ?? new Settings();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return new Settings();
        }
        catch (JsonException e)
        {
            throw new UsageException($"The settings in {folder.SettingsFile} cannot be understood: {e.Message} Mend the file, or remove it to go back to the defaults.");
        }
    }

    /// <summary>Writes them in one step: a reader sees the old file or the new one.</summary>
    public static void Write(DataFolder folder, Settings settings)
    {
        var draft = folder.SettingsFile + ".new";
        File.WriteAllBytes(draft, JsonSerializer.SerializeToUtf8Bytes(settings, SettingsJson.Default.Settings));
        File.Move(draft, folder.SettingsFile, overwrite: true);
    }
}
