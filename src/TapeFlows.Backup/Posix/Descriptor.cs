using Microsoft.Win32.SafeHandles;

namespace TapeFlows.Backup.Posix;

/// <summary>An open descriptor that may be used by one thread while another gives it up: it closes after the last use.</summary>
internal sealed class Descriptor : SafeHandleMinusOneIsInvalid
{
    public Descriptor(int descriptor)
        : base(ownsHandle: true) => SetHandle(descriptor);

    /// <summary>Holds the descriptor open until the lease is disposed.</summary>
    public Lease Use() => new(this);

    /// <summary>The path by which the kernel finds what a descriptor stands for, with a zero byte: for calls that take no descriptor.</summary>
    public static byte[] PathOf(int descriptor) => System.Text.Encoding.ASCII.GetBytes($"/proc/self/fd/{descriptor}\0");

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => Opening.Close((int)handle) == 0;

    /// <summary>The right to use a descriptor.</summary>
    internal readonly struct Lease : IDisposable
    {
        private readonly Descriptor _owner;

        public Lease(Descriptor owner)
        {
            var added = false;
            owner.DangerousAddRef(ref added);
            _owner = owner;
        }

        /// <summary>The number to pass to the kernel.</summary>
        public int Number => (int)_owner.handle;

        public void Dispose() => _owner.DangerousRelease();
    }
}
