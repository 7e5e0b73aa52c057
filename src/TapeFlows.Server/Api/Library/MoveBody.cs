using TapeFlows.Server.Api.Problems;
using TapeFlows.Tape.Changers;

namespace TapeFlows.Server.Api.Library;

/// <summary>What to move where.</summary>
internal sealed record MoveBody
{
    /// <summary>The barcode.</summary>
    public string? Volume { get; init; }

    /// <summary>The first free slot of this kind.</summary>
    public SlotKind? To { get; init; }

    /// <summary>Or a certain place.</summary>
    public int? ToNumber { get; init; }

    /// <summary>The place that is meant.</summary>
    /// <exception cref="ProblemException">None is meant, there is none like that, or none of that kind is free.</exception>
    public LibraryElement TargetIn(IReadOnlyList<LibraryElement> places)
    {
        if (ToNumber is { } number)
            return places.FirstOrDefault(element => element.Address == number) ?? throw Problem.Of("to_number", $"The library has no place {number}. GET /api/library shows those it has.");
        var kind = To switch
        {
            SlotKind.ImportExport => ElementKind.ImportExport,
            SlotKind.Storage => ElementKind.Storage,
            _ => throw Problem.Of("to", "It is missing. Write storage or import_export for the first free slot, or the number of a place as to_number."),
        };
        return places.FirstOrDefault(element => element.Kind == kind && !element.IsFull) ?? throw Problem.Conflict.Because("No slot of that kind is free. Nothing was moved.");
    }
}

/// <summary>A kind of slot.</summary>
internal enum SlotKind
{
    /// <summary>Where cartridges rest.</summary>
    Storage,

    /// <summary>Where cartridges go in and out.</summary>
    ImportExport,
}
