using Elsa.Common;
using Elsa.Persistence.EFCore.Modules.Management;
using Elsa.Persistence.EFCore.Storage;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Runtime.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using NpgsqlTypes;

namespace Elsa.Persistence.EFCore.Modules.Runtime;

/// <summary>The statements of the ledger that are more than rows by key: each of them is a question and its answer in one.</summary>
internal sealed class LedgerStatements
{
    private static readonly Type Context = typeof(RuntimeElsaDbContext);
    private readonly Lazy<Texts> _texts;

    private readonly ISystemClock _clock;

    public LedgerStatements(ContextHomes homes, ISystemClock clock)
    {
        _clock = clock;
        _texts = new Lazy<Texts>(() =>
        {
            using var runtime = homes.Get(Context).CreateContext();
            using var management = homes.Get(typeof(ManagementElsaDbContext)).CreateContext();
            return new Texts(runtime, management, homes.Get(Context).Database.Now);
        });
    }

    /// <summary>Asks for the time that all nodes share; null where it is this node's own.</summary>
    public string? ReadNow => _texts.Value.ReadNow;

    /// <summary>Takes a lease that nobody has.</summary>
    public Statement TakeLease(LeaseRecord lease) =>
        new(Context, _texts.Value.TakeLease, [lease.InstanceId, lease.NodeId, lease.Token, lease.TakenAt.UtcTicks, lease.Continuation, lease.IsCancelRequested]);

    /// <summary>Proves a lease and gives it back.</summary>
    public Statement EndLease(Lease lease) => new(Context, _texts.Value.EndLease, [lease.InstanceId, lease.NodeId, lease.Token]) { ExpectedRows = 1 };

    /// <summary>Proves a lease and keeps it.</summary>
    public Statement KeepLease(Lease lease, string? continuation) => new(Context, _texts.Value.KeepLease, [lease.InstanceId, lease.NodeId, lease.Token, continuation]) { ExpectedRows = 1 };

    /// <summary>Asks whoever has the lease to end the instance.</summary>
    public Statement RequestCancel(string instanceId) => new(Context, _texts.Value.RequestCancel, [instanceId, true]);

    /// <summary>Proves that a piece of work is this node's, and removes it.</summary>
    public Statement EndDispatch(DispatchItem item) => new(Context, _texts.Value.EndDispatch, [item.Id, item.NodeId]) { ExpectedRows = 1 };

    /// <summary>Takes a piece of work that no node has, if it still is what was read: another node may have done it, and left what follows under the same id.</summary>
    public Statement ClaimDispatch(DispatchItem item, string nodeId) => new(Context, _texts.Value.ClaimDispatch, [item.Id, nodeId, item.CreatedAt.UtcTicks]);

    /// <summary>Gives a piece of work back.</summary>
    public Statement PostponeDispatch(DispatchItem item) => new(Context, _texts.Value.PostponeDispatch, [item.Id, item.NodeId, item.Attempts, item.DueAt.UtcTicks, item.LastError]);

    /// <summary>Gives back the work of nodes that are gone.</summary>
    public Statement FreeDispatches() => new(Context, _texts.Value.FreeDispatches, []);

    /// <summary>Says that a node lives.</summary>
    public Statement Beat(string nodeId, TimeSpan lifetime) => new(Context, _texts.Value.Beat, [_clock.UtcNow.UtcTicks, nodeId, lifetime.Ticks]);

    /// <summary>Removes the nodes that were silent for too long.</summary>
    public Statement RemoveSilentNodes() => new(Context, _texts.Value.RemoveSilentNodes, [_clock.UtcNow.UtcTicks]);

    /// <summary>Removes the claims of nodes that are gone.</summary>
    public Statement FreeActivations() => new(Context, _texts.Value.FreeActivations, []);

    /// <summary>Removes a claim whose instance is neither running nor dispatched.</summary>
    public Statement RemoveStaleActivation(string key) => new(Context, _texts.Value.RemoveStaleActivation, [key]);

    /// <summary>Makes a claim, unless another instance has it or a running one stands against it.</summary>
    public Statement Activate(ActivationClaim claim, string? nodeId) =>
        new(Context, _texts.Value.Activate, [claim.Key, claim.InstanceId, nodeId, claim.DefinitionId, claim.IsCorrelated, claim.CorrelationId]) { ExpectedRows = 1 };

    /// <summary>The claim is the instance's now.</summary>
    public Statement KeepActivation(string instanceId) => new(Context, _texts.Value.KeepActivation, [instanceId]);

    /// <summary>The instance needs its claim no more.</summary>
    public Statement EndActivation(string instanceId) => new(Context, _texts.Value.EndActivation, [instanceId]);

    /// <summary>The instance was not stored: its claim is void.</summary>
    public Statement EndUnstoredActivation(string instanceId, string nodeId) => new(Context, _texts.Value.EndUnstoredActivation, [instanceId, nodeId]);

    private sealed class Texts
    {
        private const NpgsqlDbType Text = NpgsqlDbType.Text;
        private const NpgsqlDbType Number = NpgsqlDbType.Bigint;
        private const NpgsqlDbType Flag = NpgsqlDbType.Boolean;

        public Texts(DbContext runtime, DbContext management, string? databaseNow)
        {
            // Whether a node lives is nothing that its own clock, or another node's, may decide: it may be wrong. A database with a clock does not look at $1.
            var now = databaseNow ?? "$1";
            var leases = Table<LeaseRecord>(runtime);
            var dispatches = Table<DispatchItem>(runtime);
            var nodes = Table<NodeRecord>(runtime);
            var activations = Table<ActivationRecord>(runtime);
            var instances = Table<WorkflowInstance>(management);
            const string Lease = """ WHERE "InstanceId" = $1 AND "NodeId" = $2 AND "Token" = $3""";
            var gone = $"""WHERE "NodeId" IS NOT NULL AND "NodeId" NOT IN (SELECT "Id" FROM {nodes})""";

            TakeLease = new($"""
                INSERT INTO {leases} ("InstanceId", "NodeId", "Token", "TakenAt", "Continuation", "IsCancelRequested") VALUES ($1, $2, $3, $4, $5, $6)
                ON CONFLICT ("InstanceId") DO NOTHING
                """, [Text, Text, Number, Number, Text, Flag]);
            EndLease = new($"DELETE FROM {leases}{Lease}", [Text, Text, Number]);
            KeepLease = new($"""UPDATE {leases} SET "Continuation" = $4{Lease}""", [Text, Text, Number, Text]);
            RequestCancel = new($"""UPDATE {leases} SET "IsCancelRequested" = $2 WHERE "InstanceId" = $1""", [Text, Flag]);
            EndDispatch = new($"""DELETE FROM {dispatches} WHERE "Id" = $1 AND "NodeId" = $2""", [Text, Text]);
            ClaimDispatch = new($"""UPDATE {dispatches} SET "NodeId" = $2 WHERE "Id" = $1 AND "NodeId" IS NULL AND "CreatedAt" = $3""", [Text, Text, Number]);
            PostponeDispatch = new(
                $"""UPDATE {dispatches} SET "NodeId" = NULL, "Attempts" = $3, "DueAt" = $4, "LastError" = $5 WHERE "Id" = $1 AND "NodeId" = $2""",
                [Text, Text, NpgsqlDbType.Integer, Number, Text]);
            FreeDispatches = new($"""UPDATE {dispatches} SET "NodeId" = NULL {gone}""", []);
            Beat = new($"""UPDATE {nodes} SET "ExpiresAt" = {now} + $3 WHERE "Id" = $2""", [Number, Text, Number]);
            RemoveSilentNodes = new($"""DELETE FROM {nodes} WHERE "ExpiresAt" < {now}""", [Number]);
            ReadNow = databaseNow is null ? null : $"SELECT {databaseNow} AS \"Value\"";
            FreeActivations = new($"DELETE FROM {activations} {gone}", []);
            RemoveStaleActivation = new($"""
                DELETE FROM {activations} WHERE "Key" = $1 AND "NodeId" IS NULL
                AND NOT EXISTS (SELECT 1 FROM {instances} i WHERE i."Id" = {activations}."InstanceId" AND i."Status" = 'Running')
                AND NOT EXISTS (SELECT 1 FROM {dispatches} d WHERE d."InstanceId" = {activations}."InstanceId")
                """, [Text]);
            Activate = new($"""
                INSERT INTO {activations} ("Key", "InstanceId", "NodeId") SELECT $1, $2, $3
                WHERE NOT EXISTS (SELECT 1 FROM {instances} i WHERE i."Status" = 'Running' AND i."Id" <> $2
                AND ($4 IS NULL OR i."DefinitionId" = $4)
                AND (NOT $5 OR i."CorrelationId" = $6 OR (i."CorrelationId" IS NULL AND $6 IS NULL)))
                ON CONFLICT ("Key") DO NOTHING
                """, [Text, Text, Text, Text, Flag, Text]);
            KeepActivation = new($"""UPDATE {activations} SET "NodeId" = NULL WHERE "InstanceId" = $1""", [Text]);
            EndActivation = new($"""DELETE FROM {activations} WHERE "InstanceId" = $1""", [Text]);
            EndUnstoredActivation = new($"""DELETE FROM {activations} WHERE "InstanceId" = $1 AND "NodeId" = $2""", [Text, Text]);
        }

        public StatementText TakeLease { get; }

        public StatementText EndLease { get; }

        public StatementText KeepLease { get; }

        public StatementText RequestCancel { get; }

        public StatementText EndDispatch { get; }

        public StatementText ClaimDispatch { get; }

        public StatementText PostponeDispatch { get; }

        public StatementText FreeDispatches { get; }

        public StatementText Beat { get; }

        public StatementText RemoveSilentNodes { get; }

        public string? ReadNow { get; }

        public StatementText FreeActivations { get; }

        public StatementText RemoveStaleActivation { get; }

        public StatementText Activate { get; }

        public StatementText KeepActivation { get; }

        public StatementText EndActivation { get; }

        public StatementText EndUnstoredActivation { get; }

        private static string Table<T>(DbContext context)
        {
            var type = context.Model.FindEntityType(typeof(T))!;
            return context.GetService<ISqlGenerationHelper>().DelimitIdentifier(type.GetTableName()!, type.GetSchema());
        }
    }
}
