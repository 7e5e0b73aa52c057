using System.Reflection;

namespace TapeFlows.Backup;

/// <summary>What this program calls itself on tape.</summary>
internal static class Product
{
    public static string Version { get; } =
        typeof(Product).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
