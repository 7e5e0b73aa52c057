namespace TapeFlows.Backup.Verify;

/// <summary>Gathers damages: the first ones word for word, the rest as a number. Safe from several threads.</summary>
internal sealed class DamageList
{
    private const int MostPieces = 100_000;
    private readonly Lock _gate = new();
    private readonly List<Damage> _first = [];
    private readonly HashSet<(Guid Set, int Segment, int Section)> _pieces = [];

    public long Count { get; private set; }

    public IReadOnlyList<Damage> First
    {
        get
        {
            lock (_gate)
                return [.. _first];
        }
    }

    public void Add(Damage damage)
    {
        lock (_gate)
        {
            Count++;
            if (_first.Count < VerifyReport.MaxNamed)
                _first.Add(damage);
            if (damage is { SetId: { } set, Segment: { } segment, Section: { } section } && _pieces.Count < MostPieces)
                _pieces.Add((set, segment, section));
        }
    }

    /// <summary>Whether something of a piece is damaged.</summary>
    public bool Has(Segment piece)
    {
        lock (_gate)
            return _pieces.Contains((piece.SetId, piece.Number, piece.Section));
    }
}
