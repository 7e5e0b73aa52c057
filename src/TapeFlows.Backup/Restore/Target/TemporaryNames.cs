using System.Globalization;
using System.Text;

namespace TapeFlows.Backup.Restore.Target;

/// <summary>Names for what is not whole yet. One is left over only when the process dies. Safe from several threads.</summary>
internal sealed class TemporaryNames
{
    private static readonly string Prefix = string.Create(CultureInfo.InvariantCulture, $".tapeflows-{Environment.ProcessId:x}-");
    private long _last;

    /// <summary>Another one, with a zero byte at its end.</summary>
    public byte[] Next() => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Interlocked.Increment(ref _last):x}\0"));
}
