using System.Runtime.InteropServices;

namespace TapeFlows.Tape.Posix;

/// <summary>A system call failed. Never leaves the room: drives turn it into a result, libraries into words.</summary>
internal sealed class PosixException(int error, string verb, string path)
    : IOException($"Cannot {verb} '{path}': {Marshal.GetPInvokeErrorMessage(error)} (error {error}).")
{
    public int Error { get; } = error;
}
