using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TapeFlows.Backup.Posix;

namespace TapeFlows.Backup.Sources;

/// <summary>
/// The names of one directory in bytewise order, packed: some 40 bytes per name and no object, so that a directory of millions does no harm.
/// </summary>
internal sealed class DirectoryNames : IDisposable
{
    private const int ReadSize = 64 * 1024;
    private byte[] _packed = ArrayPool<byte>.Shared.Rent(ReadSize);
    private Record[] _records = ArrayPool<Record>.Shared.Rent(256);
    private int _used;

    /// <summary>How many names.</summary>
    public int Count { get; private set; }

    /// <summary>The error that ended the listing early; 0 when it is whole.</summary>
    public int Error { get; private set; }

    /// <summary>Reads an open directory from where it stands.</summary>
    public static DirectoryNames Read(int descriptor)
    {
        var names = new DirectoryNames();
        names.Fill(descriptor);
        names._records.AsSpan(0, names.Count).Sort(new Order(names._packed));
        names.DropRepeated();
        return names;
    }

    // A directory that changes while it is listed may give a name twice (readdir(3), POSIX); a path is in a set once.
    private void DropRepeated()
    {
        var kept = 0;
        for (var i = 0; i < Count; i++)
        {
            if (kept == 0 || !this[i].SequenceEqual(this[kept - 1]))
                _records[kept++] = _records[i];
        }

        Count = kept;
    }

    /// <summary>A name, followed by a zero byte.</summary>
    public ReadOnlySpan<byte> this[int index]
    {
        get
        {
            ref readonly var record = ref _records[index];
            return _packed.AsSpan(record.Offset + sizeof(ulong), record.Length);
        }
    }

    /// <summary>The inode that the listing told: to look things up in the order in which they lie on disk.</summary>
    public ulong Inode(int index) => BinaryPrimitives.ReadUInt64LittleEndian(_packed.AsSpan(_records[index].Offset));

    /// <summary>The type that the listing told (DT_DIR 4 ...); 0 when the file system does not tell.</summary>
    public byte Type(int index) => _records[index].Type;

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_packed);
        ArrayPool<Record>.Shared.Return(_records);
        (_packed, _records, Count) = ([], [], 0);
    }

    private unsafe void Fill(int descriptor)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ReadSize);
        fixed (byte* pointer = buffer)
        {
            nint read;
            while ((read = Directories.Read(descriptor, pointer, ReadSize)) > 0)
                Take(buffer.AsSpan(0, (int)read));
            Error = read < 0 ? Errno.Last : 0;
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    private void Take(ReadOnlySpan<byte> records)
    {
        while (!records.IsEmpty)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(records[Directories.LengthOffset..]);
            var name = records[Directories.NameOffset..length];
            name = name[..name.IndexOf((byte)0)];
            if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8))
                Add(name, records[..sizeof(ulong)], records[Directories.NameOffset - 1]);
            records = records[length..];
        }
    }

    private void Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> inode, byte type)
    {
        var size = inode.Length + name.Length + 1;
        if (_used + size > _packed.Length)
            _packed = Grow(_packed, _used);
        if (Count == _records.Length)
            _records = Grow(_records, Count);
        inode.CopyTo(_packed.AsSpan(_used));
        name.CopyTo(_packed.AsSpan(_used + inode.Length));
        _packed[_used + size - 1] = 0;
        _records[Count++] = new Record(Record.KeyOf(name), _used, (ushort)name.Length, type);
        _used += size;
    }

    private static T[] Grow<T>(T[] full, int used)
    {
        var larger = ArrayPool<T>.Shared.Rent(full.Length * 2);
        full.AsSpan(0, used).CopyTo(larger);
        ArrayPool<T>.Shared.Return(full);
        return larger;
    }

    /// <summary>A name's place, and its first bytes as a number, which settles most comparisons.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 8)]
    private readonly record struct Record(ulong Key, int Offset, ushort Length, byte Type)
    {
        public static ulong KeyOf(ReadOnlySpan<byte> name)
        {
            if (name.Length >= sizeof(ulong))
                return BinaryPrimitives.ReadUInt64BigEndian(name);
            ulong key = 0;
            for (var i = 0; i < name.Length; i++)
                key |= (ulong)name[i] << (56 - (8 * i));
            return key;
        }
    }

    private readonly struct Order(byte[] packed) : IComparer<Record>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int Compare(Record x, Record y) => x.Key != y.Key ? x.Key.CompareTo(y.Key) : Name(x).SequenceCompareTo(Name(y));

        private ReadOnlySpan<byte> Name(in Record record) => packed.AsSpan(record.Offset + sizeof(ulong), record.Length);
    }
}
