using TapeFlows.Tape.Posix;

namespace TapeFlows.Tape.Virtual;

/// <summary>
/// The file <c>index</c> of a cartridge: a row for each block and filemark, appended in batches, read by page. Any row is found without
/// looking at the others.
/// </summary>
internal sealed class TapIndex : IDisposable
{
    private const int RowsPerPage = 128;
    private const int PendingRows = 4096;

    private readonly PosixFile _file;
    private readonly byte[] _pending = new byte[PendingRows * IndexRow.Size];
    private readonly byte[] _page = new byte[RowsPerPage * IndexRow.Size];
    private long _stored;
    private long _pageNumber = -1;
    private int _pageRows;

    private TapIndex(PosixFile file)
    {
        _file = file;
        Rewound();
    }

    /// <summary>Rows, stored and pending.</summary>
    public long Count { get; private set; }

    public static TapIndex Open(string path, bool writable) => new(PosixFile.Open(path, writable, direct: false));

    /// <summary>Reads a row; false when it is damaged.</summary>
    public bool TryGet(long number, out IndexRow row)
    {
        if (number >= _stored)
            return IndexRow.TryRead(_pending.AsSpan((int)(number - _stored) * IndexRow.Size, IndexRow.Size), number, out row);

        var page = number / RowsPerPage;
        var place = (int)(number % RowsPerPage);
        if (page != _pageNumber || place >= _pageRows)
        {
            _pageRows = _file.Read(_page, page * _page.Length) / IndexRow.Size;
            _pageNumber = page;
        }

        row = default;
        return place < _pageRows && IndexRow.TryRead(_page.AsSpan(place * IndexRow.Size, IndexRow.Size), number, out row);
    }

    public void Append(in IndexRow row)
    {
        if (Count - _stored == PendingRows)
            Store();
        row.Write(_pending.AsSpan((int)(Count - _stored) * IndexRow.Size, IndexRow.Size));
        Count++;
    }

    /// <summary>Puts a row in the place of a stored or pending one.</summary>
    public void Replace(in IndexRow row)
    {
        if (row.Number >= _stored)
        {
            row.Write(_pending.AsSpan((int)(row.Number - _stored) * IndexRow.Size, IndexRow.Size));
            return;
        }

        Span<byte> bytes = stackalloc byte[IndexRow.Size];
        row.Write(bytes);
        _file.Write(bytes, row.Number * IndexRow.Size);
        _pageNumber = -1;
    }

    /// <summary>Hands the pending rows to the file; not yet to the disk.</summary>
    public void Store()
    {
        var rows = (int)(Count - _stored);
        if (rows == 0)
            return;
        _file.Write(_pending.AsSpan(0, rows * IndexRow.Size), _stored * IndexRow.Size);
        _stored = Count;
        _pageNumber = -1;
    }

    public void CutAt(long count)
    {
        Store();
        _file.Truncate(count * IndexRow.Size);
        Rewound();
    }

    public void Sync()
    {
        Store();
        _file.Sync();
    }

    /// <summary>Sets disk space aside for rows to come; false when the disk is full.</summary>
    public bool ReserveSpace(long bytes) => _file.Reserve(_file.Length, bytes);

    /// <summary>Gives back what was set aside and not used.</summary>
    public void ReleaseSpace() => _file.Truncate(_file.Length);

    public void Dispose() => _file.Dispose();

    private void Rewound()
    {
        _stored = _file.Length / IndexRow.Size;
        Count = _stored;
        _pageNumber = -1;
    }
}
