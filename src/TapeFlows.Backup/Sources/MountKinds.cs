namespace TapeFlows.Backup.Sources;

/// <summary>File systems that hold no data of anyone: the kernel makes their content up when it is read (linux/magic.h).</summary>
internal static class MountKinds
{
    public static bool IsVirtual(uint magic) => magic is
        0x9fa0 // proc
        or 0x62656572 // sysfs
        or 0x1cd1 // devpts
        or 0x27e0eb or 0x63677270 // cgroup, cgroup2
        or 0x64626720 or 0x74726163 // debugfs, tracefs
        or 0x73636673 // securityfs
        or 0xcafe4a11 // bpf
        or 0x6165676c // pstore
        or 0xde5e81e4 // efivarfs
        or 0x62656570 // configfs
        or 0x19800202 // mqueue
        or 0x42494e4d // binfmt_misc
        or 0xf97cff8c // selinuxfs
        or 0x958458f6 // hugetlbfs
        or 0x0187 // autofs
        or 0x67596969 // rpc_pipefs
        or 0x65735543 // fusectl
        or 0x6e736673; // nsfs
}
