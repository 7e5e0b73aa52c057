namespace TapeFlows.Tape.Virtual;

/// <summary>A virtual library cannot do what it was asked to; nothing was changed unless the message says so.</summary>
public sealed class VirtualLibraryException(string message, Exception? inner = null) : IOException(message, inner);
