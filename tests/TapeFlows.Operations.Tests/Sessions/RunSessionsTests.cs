using Microsoft.Extensions.Logging.Abstractions;
using TapeFlows.Catalog;
using TapeFlows.Operations.Database;
using TapeFlows.Operations.Leases;
using TapeFlows.Operations.Sessions;

namespace TapeFlows.Operations.Tests.Sessions;

/// <summary>What a run has in its hands between its operations.</summary>
public sealed class RunSessionsTests(Databases databases) : IClassFixture<Databases>
{
    [Fact]
    public async Task The_session_of_a_run_that_ends_while_its_last_operation_leaves_ends_too()
    {
        var options = Nodes.Options(await databases.CreateAsync(CatalogProvider.Sqlite));
        await using var database = new OperationsDatabase(options.Database);
        await database.PrepareAsync(TestContext.Current.CancellationToken);
        await using var catalog = await CatalogDatabase.OpenAsync(options.Database, TimeProvider.System);
        using var library = Nodes.Library();
        using var keeper = new LeaseKeeper(new LeaseStore(database), options, TimeProvider.System, NullLogger<LeaseKeeper>.Instance);
        await using var sessions = new RunSessions(Nodes.Site(catalog, library), keeper, options);
        var operation = keeper.TryTake("operation:1")!;
        for (var round = 0; round < 1000; round++)
        {
            var session = await sessions.EnterAsync("run", operation, CancellationToken.None);
            session.Memory = "what a later operation could go on from";
            var isHere = 0;
            await Task.WhenAll(Task.Run(() => MeetAsync(() => sessions.LeaveAsync("run", session))), Task.Run(() => MeetAsync(() => sessions.CloseAsync("run")))).Within("both");
            var next = await sessions.EnterAsync("run", operation, CancellationToken.None);
            Assert.True(next != session, $"In round {round} the session stayed.");
            await sessions.LeaveAsync("run", next);

            async Task MeetAsync(Func<Task> then)
            {
                Interlocked.Increment(ref isHere);
                SpinWait.SpinUntil(() => Volatile.Read(ref isHere) == 2, Eventually.Patience);
                await then();
            }
        }
    }
}
