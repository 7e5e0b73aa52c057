namespace Elsa.Workflows.Api.Hosting;

/// <summary>How long requests may be; longer ones are answered with 413 before they are read.</summary>
internal static class ApiLimits
{
    /// <summary>A command or a query: 1 MiB.</summary>
    public const long Command = 1 << 20;

    /// <summary>A definition: 16 MiB, which is a few ten thousand activities.</summary>
    public const long Definition = 16 << 20;

    /// <summary>Files of definitions or instances: 256 MiB.</summary>
    public const long Files = 256 << 20;

    /// <summary>How many instances one request may start.</summary>
    public const int BulkDispatch = 1000;

    /// <summary>How many ids one request may name.</summary>
    public const int Ids = 10_000;
}
