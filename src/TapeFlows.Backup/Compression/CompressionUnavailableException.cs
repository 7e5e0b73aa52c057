namespace TapeFlows.Backup.Compression;

/// <summary>A compression method cannot be carried out on this machine. Nothing was read or written.</summary>
/// <param name="message">What is missing and what to do.</param>
/// <param name="cause">How it showed.</param>
internal sealed class CompressionUnavailableException(string message, Exception cause) : Exception(message, cause);
