namespace TapeFlows.Activities.Tests.Definitions;

/// <summary>One room for all tests of a class that only look.</summary>
public sealed class EngineFixture : IAsyncLifetime
{
    public ProcedureRoom Room { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Room = await ProcedureRoom.MakeAsync();

    public ValueTask DisposeAsync() => Room.DisposeAsync();
}
