namespace TapeFlows.Backup.Tests.Restore.Target;

/// <summary>POSIX ACLs as the kernel keeps them in an attribute (linux/posix_acl_xattr.h): version 2, then tag, permissions, number.</summary>
internal static class Acls
{
    /// <summary>user::rw-, user:1001:rw-, group::r--, mask::rw-, other::---.</summary>
    public static byte[] UserOnFile { get; } =
    [
        2, 0, 0, 0,
        1, 0, 6, 0, 255, 255, 255, 255,
        2, 0, 6, 0, 0xe9, 3, 0, 0,
        4, 0, 4, 0, 255, 255, 255, 255,
        16, 0, 6, 0, 255, 255, 255, 255,
        32, 0, 0, 0, 255, 255, 255, 255,
    ];
}
