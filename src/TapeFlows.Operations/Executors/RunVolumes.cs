using System.Text.Json;
using TapeFlows.Backup;

namespace TapeFlows.Operations.Executors;

/// <summary>Which volumes a run has had in drives, as its operations tell: for whoever cleans up after a process that is gone.</summary>
internal static class RunVolumes
{
    /// <summary>Their barcodes.</summary>
    /// <param name="operations">The operations of the run.</param>
    /// <param name="catalog">Knows where the sets are that were not finished.</param>
    public static async Task<IReadOnlySet<string>> OfAsync(IReadOnlyList<Operation> operations, ICatalog catalog)
    {
        var barcodes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var operation in operations)
        {
            if (operation is { Kind: OperationKind.Write, Result: null } && WriteResult.SetOf(operation) is { } set)
                barcodes.UnionWith((await catalog.ListSegmentsAsync(set)).Select(segment => segment.Barcode));
            else if (operation is { Kind: OperationKind.Copy, Result: null })
                barcodes.UnionWith(await OfCopiesAsync(operation, catalog));
            else
                barcodes.UnionWith(Named(operation));
        }

        return barcodes;
    }

    // What is read and what is written.
    private static async Task<IEnumerable<string>> OfCopiesAsync(Operation operation, ICatalog catalog)
    {
        var barcodes = new List<string>();
        foreach (var (set, copy) in CopySetResult.PairsOf(operation))
        {
            foreach (var id in (Guid[])[set, copy])
                barcodes.AddRange((await catalog.ListSegmentsAsync(id)).Select(segment => segment.Barcode));
        }

        return barcodes;
    }

    private static IEnumerable<string> Named(Operation operation) => operation.Kind switch
    {
        OperationKind.Mount => operation.ResultAs<MountResult>() is { } mounted ? [mounted.Barcode] : Asked(operation),
        OperationKind.Write => operation.ResultAs<WriteResult>()?.Volumes ?? [],
        OperationKind.Copy => operation.ResultAs<CopySetResult>() is { } copied ? [.. copied.ReadVolumes, .. copied.Volumes] : [],
        OperationKind.Verify => operation.ResultAs<VerifyResult>()?.Volumes ?? [],
        OperationKind.Read => operation.ResultAs<ReadResult>()?.Volumes ?? [],
        _ => [],
    };

    // Killed between the move and the end.
    private static IEnumerable<string> Asked(Operation operation) =>
        JsonSerializer.Deserialize<MountRequest>(operation.Request, OperationJson.Options)?.Barcode is { } barcode ? [barcode] : [];
}
