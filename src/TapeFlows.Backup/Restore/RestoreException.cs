namespace TapeFlows.Backup.Restore;

/// <summary>A restore cannot be done as it was asked for. The message says why, and what to do.</summary>
public sealed class RestoreException(string message, Exception? inner = null) : Exception(message, inner);
