using TapeFlows.Backup.Posix;

namespace TapeFlows.Backup.Restore.Target;

/// <summary>
/// A directory with a default ACL (acl(5)) gives it to everything that is made in it, instead of what the umask leaves. What is restored has its own
/// permissions, so it is taken off again.
/// </summary>
internal static unsafe class InheritedAcl
{
    private static ReadOnlySpan<byte> Default => "system.posix_acl_default\0"u8;

    private static ReadOnlySpan<byte> Access => "system.posix_acl_access\0"u8;

    /// <summary>Whether a directory hands down an ACL.</summary>
    public static bool IsHandedDown(int directory)
    {
        fixed (byte* name = Default)
            return Xattrs.Get(directory, name, null, 0) > 0;
    }

    /// <summary>Takes off what was handed down.</summary>
    public static void TakeOff(int descriptor)
    {
        fixed (byte* access = Access, handedDown = Default)
        {
            _ = Xattrs.Remove(descriptor, access);
            _ = Xattrs.Remove(descriptor, handedDown);
        }
    }
}
