using TapeFlows.Backup;
using TapeFlows.Backup.Runs;
using TapeFlows.Backup.Sources;
using TapeFlows.Backup.Volumes;
using TapeFlows.Catalog;
using TapeFlows.Scenarios.Host;
using TapeFlows.Tape.Changers;
using TapeFlows.Tape.Virtual;

// A process that makes one backup, or one cleanup, and can be killed: the tests that do so are in Kill/.
//   FOLDER    has the library, the catalog and the source
//   TYPE      Full, Differential or Incremental; Cleanup: expires all but the last full set and what stands on it, and recycles volumes
//             Copying: copies the set SET to the pool offsite as the set that is named next, in the catalog of the connection string behind that, if there is one
//   STEP      stands still for ever before this step (a call of the catalog or an operation of a drive, from 1; markN: see Steps); 0: never
//   SET       the identity of the set; if it was begun before, it is gone on with. Without it: a new set
if (args[1] == nameof(Cleanup))
    return await Cleanup.RunAsync(args[0], new Steps(args[2]));
if (args[1] == nameof(Copying))
    return await Copying.RunAsync(args[0], new Steps(args[2]), Guid.Parse(args[3]), Guid.Parse(args[4]), args.Length > 5 ? args[5] : null);
var (folder, type) = (args[0], Enum.Parse<BackupType>(args[1]));
var steps = new Steps(args[2]);
using var library = new SteppingLibrary(VirtualLibrary.Open(Path.Combine(folder, "library")), steps);
await using var database = await CatalogDatabase.OpenAsync(CatalogOptions.InFolder(folder), TimeProvider.System);
var catalog = SteppingCatalog.Around(database, steps);
await using var session = new LibrarySession(library, catalog, TimeProvider.System);
var request = new BackupRequest
{
    Sources = new SourceOptions { Roots = [Path.Combine(folder, "source")] },
    Type = type,
    BlockSize = 4096,
    SegmentSize = 128 * 1024,
    BufferBytes = 16 * 4096,
    SpoolFolder = Path.Combine(folder, "spool"),
    SetId = args.Length > 3 ? Guid.Parse(args[3]) : null,
};
Console.WriteLine("begins");
try
{
    await new BackupRun(catalog, session, TimeProvider.System).ExecuteAsync(request);
    Console.WriteLine($"completes after {steps.Count}");
    return 0;
}
catch (Exception e) when (e is TapeException or DriveBusyException or CatalogException)
{
    Console.WriteLine($"fails: {e.Message}");
    return 2;
}
