namespace TapeFlows.Operations.Notices;

/// <summary>A secret that stands in a file of its own, outside the settings.</summary>
internal static class SecretFile
{
    /// <summary>The value, or else the first line of the file.</summary>
    /// <exception cref="NoticeException">The file cannot be read, or is empty.</exception>
    public static string Read(string? value, string? path, string of)
    {
        if (value is { Length: > 0 })
            return value;
        try
        {
            if (path is not null && File.ReadLines(path).FirstOrDefault() is { Length: > 0 } line)
                return line;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NoticeException($"The file {path} with the secret of {of} cannot be read: {e.Message}");
        }

        throw new NoticeException($"The file {path} with the secret of {of} is empty.");
    }
}
