namespace TapeFlows.Tape.Drives.Strict;

/// <summary>A drive was used in a way that its contract forbids: a mistake in the program, found by <see cref="StrictDrive"/>.</summary>
public sealed class DriveProtocolException(string message) : InvalidOperationException(message);
