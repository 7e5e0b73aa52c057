using System.Text;
using TapeFlows.Backup.Posix;

namespace TapeFlows.Backup.Sources;

/// <summary>Reads the extended attributes of an entry, ACLs among them. Nearly no file has any, and then it is one call and no memory.</summary>
internal static unsafe class EntryAttributes
{
    // The limits of the kernel: XATTR_LIST_MAX and XATTR_SIZE_MAX.
    private const int LongestList = 65536;
    private const int LongestValue = 65536;
    private const int UsualLength = 1024;

    /// <summary>Those of an open file.</summary>
    /// <param name="descriptor">Open for reading.</param>
    /// <param name="error">0, or why they are not complete.</param>
    public static IReadOnlyList<ExtendedAttribute> OfFile(int descriptor, out int error) => Read(descriptor, null, out error);

    /// <summary>Those of an entry that is not opened (a link, a device, a directory): named by way of its directory's descriptor.</summary>
    /// <param name="directory">The directory that it is in.</param>
    /// <param name="name">Its name.</param>
    /// <param name="error">0, or why they are not complete.</param>
    public static IReadOnlyList<ExtendedAttribute> OfName(int directory, ReadOnlySpan<byte> name, out int error)
    {
        var path = new byte[64 + name.Length];
        var length = Encoding.ASCII.GetBytes($"/proc/self/fd/{directory}/", path);
        name.CopyTo(path.AsSpan(length));
        fixed (byte* pointer = path)
            return Read(-1, pointer, out error);
    }

    private static IReadOnlyList<ExtendedAttribute> Read(int descriptor, byte* path, out int error)
    {
        var usual = stackalloc byte[UsualLength];
        var length = List(descriptor, path, usual, UsualLength, out error);
        if (error == Errno.Range)
        {
            var large = new byte[LongestList];
            fixed (byte* pointer = large)
            {
                length = List(descriptor, path, pointer, LongestList, out error);
                return Values(descriptor, path, large.AsSpan(0, length), ref error);
            }
        }

        return length == 0 ? [] : Values(descriptor, path, new Span<byte>(usual, length), ref error);
    }

    private static int List(int descriptor, byte* path, byte* list, int size, out int error)
    {
        var length = path == null ? Xattrs.List(descriptor, list, (nuint)size) : Xattrs.ListOfPath(path, list, (nuint)size);
        error = length >= 0 || Errno.Last == Errno.NotSupported ? 0 : Errno.Last;
        return (int)Math.Max(0, length);
    }

    private static IReadOnlyList<ExtendedAttribute> Values(int descriptor, byte* path, ReadOnlySpan<byte> list, ref int error)
    {
        var attributes = new List<ExtendedAttribute>();
        while (!list.IsEmpty)
        {
            var name = list[..(list.IndexOf((byte)0) + 1)];
            list = list[name.Length..];
            if (Value(descriptor, path, name, out var failure) is { } value)
                attributes.Add(new ExtendedAttribute(Encoding.UTF8.GetString(name[..^1]), value));
            else if (failure is not (Errno.NoData or Errno.NotSupported))
                error = failure;
        }

        attributes.Sort((x, y) => string.CompareOrdinal(x.Name, y.Name));
        return attributes;
    }

    private static byte[]? Value(int descriptor, byte* path, ReadOnlySpan<byte> name, out int error)
    {
        var usual = stackalloc byte[UsualLength];
        fixed (byte* pointer = name)
        {
            var length = Get(descriptor, path, pointer, usual, UsualLength, out error);
            if (error != Errno.Range)
                return length < 0 ? null : new Span<byte>(usual, length).ToArray();
            var large = new byte[LongestValue];
            fixed (byte* largePointer = large)
                length = Get(descriptor, path, pointer, largePointer, LongestValue, out error);
            return length < 0 ? null : large.AsSpan(0, length).ToArray();
        }
    }

    private static int Get(int descriptor, byte* path, byte* name, byte* value, int size, out int error)
    {
        var length = path == null ? Xattrs.Get(descriptor, name, value, (nuint)size) : Xattrs.GetOfPath(path, name, value, (nuint)size);
        error = length < 0 ? Errno.Last : 0;
        return (int)length;
    }
}
