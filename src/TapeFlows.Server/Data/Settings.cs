using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using TapeFlows.Catalog;

namespace TapeFlows.Server.Data;

/// <summary>
/// The content of <c>settings.json</c> in the data folder. What is not there has its default; therefore <c>set</c>, because the serializer's generated code
/// gives <c>init</c> properties that are not there the value of their type.
/// </summary>
internal sealed record Settings
{
    public CatalogSettings Catalog { get; set; } = new();

    public LibrarySettings Library { get; set; } = new();

    public BackupSettings Backup { get; set; } = new();

    public EngineSettings Engine { get; set; } = new();

    public ServerSettings Server { get; set; } = new();

    public TelemetrySettings Telemetry { get; set; } = new();

    public OperationSettings Operations { get; set; } = new();

    public SchedulerSettings Scheduler { get; set; } = new();

    public NoticeSettings Notices { get; set; } = new();

    public KeepingSettings Keeping { get; set; } = new();

    public HealthSettings Health { get; set; } = new();

    /// <summary>The name of this node, another one on each server that shares a database; null: the name of the machine.</summary>
    public string? Node { get; set; }

    /// <summary>The drives that this node serves; none: all of its library.</summary>
    public IReadOnlyList<string> Drives { get; set; } = [];
}

/// <summary>Where the catalog is.</summary>
internal sealed record CatalogSettings
{
    /// <summary>A PostgreSQL connection string that wins over the settings: a secret belongs in no file that is backed up.</summary>
    public const string Variable = "TAPEFLOWS_CATALOG";

    /// <summary>Which database. Default: a SQLite file in the data folder.</summary>
    public CatalogProvider Provider { get; set; } = CatalogProvider.Sqlite;

    /// <summary>For PostgreSQL, for example <c>Host=db;Database=tapeflows;Username=tapeflows</c>.</summary>
    public string? ConnectionString { get; set; }

    public CatalogOptions ToOptions(DataFolder folder, Func<string, string?> variable)
    {
        if (variable(Variable) is { Length: > 0 } given)
            return new CatalogOptions { Provider = CatalogProvider.PostgreSql, ConnectionString = given };
        return Provider == CatalogProvider.PostgreSql
            ? new CatalogOptions { Provider = Provider, ConnectionString = ConnectionString ?? "" }
            : new CatalogOptions { Path = folder.CatalogFile };
    }
}

/// <summary>What kind of library the volumes are in.</summary>
internal enum LibraryKind
{
    /// <summary>A directory that behaves as a tape library.</summary>
    Virtual = 1,
}

/// <summary>The library of this data folder.</summary>
internal sealed record LibrarySettings
{
    public LibraryKind Kind { get; set; } = LibraryKind.Virtual;

    /// <summary>The directory of a virtual library, absolute or in the data folder.</summary>
    public string Path { get; set; } = "library";
}

/// <summary>How backups are written unless the command says otherwise.</summary>
internal sealed record BackupSettings
{
    public ByteSize BlockSize { get; set; } = new(1L << 20);

    public ByteSize SegmentSize { get; set; } = new(16L << 30);

    /// <summary>The ring of blocks in front of the drive.</summary>
    public ByteSize Buffer { get; set; } = new(96L << 20);

    public string Pool { get; set; } = "default";

    public string Compression { get; set; } = "none";

    /// <summary>What procedures back up that start by themselves; none: those do nothing.</summary>
    public IReadOnlyList<string> Sources { get; set; } = [];
}

/// <summary>What workflows may do, and for how long is kept what they did.</summary>
internal sealed record EngineSettings
{
    /// <summary>A variable that wins over <see cref="CSharp"/>: true or false.</summary>
    public const string CSharpVariable = "TAPEFLOWS_CSHARP";

    /// <summary>Whether definitions may hold C#. Whoever may edit a definition then runs code as the server's user.</summary>
    public bool CSharp { get; set; }

    /// <summary>For how long finished runs are kept.</summary>
    public RetentionSettings Retention { get; set; } = new();

    /// <summary>Named strategies by which steps try again, as Elsa writes them: <c>[{ "$type": "HttpResilienceStrategy", "id": "patient", ... }]</c>. Device trouble has its own: <see cref="OperationSettings.DeviceTrouble"/>.</summary>
    public JsonArray? Resilience { get; set; }

    /// <exception cref="UsageException">The variable is neither true nor false.</exception>
    public bool AllowsCSharp(Func<string, string?> variable) => SettingsVariable.Read(CSharpVariable, CSharp, variable);
}

/// <summary>For how many days a finished run is kept with its journal, by how it ended; null: for ever. Only <c>serve</c> removes what is older.</summary>
internal sealed record RetentionSettings
{
    public int? FinishedDays { get; set; } = 90;

    public int? CancelledDays { get; set; } = 90;

    public int? FaultedDays { get; set; } = 365;
}

/// <summary>How <c>serve</c> meets its callers.</summary>
internal sealed record ServerSettings
{
    /// <summary>A variable that wins over <see cref="OpenTriggers"/>: true or false.</summary>
    public const string OpenTriggersVariable = "TAPEFLOWS_OPEN_TRIGGERS";

    /// <summary>A variable that wins over <see cref="Pages"/>: true or false.</summary>
    public const string PagesVariable = "TAPEFLOWS_PAGES";

    /// <summary>The address of the server as its callers see it; null: the first one that it listens on. It stands in designers and in addresses that workflows send.</summary>
    public Uri? Address { get; set; }

    /// <summary>What https addresses show; null: there are none.</summary>
    public CertificateSettings? Certificate { get; set; }

    /// <summary>Whether HTTP endpoints of workflows answer callers on other machines, and pages of other sites, without a sign-in: anybody who reaches them may start what they start, unless a workflow asks for somebody who is known.</summary>
    public bool OpenTriggers { get; set; }

    /// <summary>Whether the console is served, and in a checkout built if need be.</summary>
    public bool Pages { get; set; } = true;

    /// <summary>The reverse proxies in front of the server, as addresses or networks (<c>10.0.0.0/8</c>): who calls through them is who they say (<c>X-Forwarded-For</c>, <c>-Proto</c>). Nobody else is believed.</summary>
    public IReadOnlyList<string> TrustedProxies { get; set; } = [];

    /// <summary>For how many days the audit log is kept, 1 to 36,500. The procedure <c>cleanup</c> removes what is older.</summary>
    public int KeepAuditDays { get; set; } = 365;

    /// <exception cref="UsageException">It is out of range.</exception>
    public TimeSpan KeepsAudit() => KeepAuditDays is >= 1 and <= 36_500
        ? TimeSpan.FromDays(KeepAuditDays)
        : throw new UsageException($"The setting server.keep_audit_days is {KeepAuditDays}. Write a number from 1 to 36500.");

    /// <exception cref="UsageException">The variable is neither true nor false.</exception>
    public bool HasPages(Func<string, string?> variable) => SettingsVariable.Read(PagesVariable, Pages, variable);

    /// <exception cref="UsageException">The variable is neither true nor false.</exception>
    public bool HasOpenTriggers(Func<string, string?> variable) => SettingsVariable.Read(OpenTriggersVariable, OpenTriggers, variable);
}

/// <summary>How tape work is given out.</summary>
internal sealed record OperationSettings
{
    /// <summary>How many operations that name no drive go on at once over all nodes, 1 to 1000; those that name a drive one for each.</summary>
    public int MaxRunning { get; set; } = 3;

    /// <summary>How long a node may be silent before another one takes over what it holds, 2 to 600.</summary>
    public int LeaseSeconds { get; set; } = 15;

    /// <summary>How often a node looks for what nobody works on, at least 1.</summary>
    public int SweepSeconds { get; set; } = 30;

    /// <summary>
    /// Whether an operation of the server that finds no fitting volume waits, with a request in the operators' inbox; otherwise its step leaves by NeedsOperator at once.
    /// </summary>
    public bool WaitForVolumes { get; set; } = true;

    /// <summary>How often trouble with a device is tried again, by its name: <c>not-ready</c>, <c>busy</c>, <c>transport</c>. What is not there has its default.</summary>
    public IReadOnlyDictionary<string, DeviceTroubleSettings>? DeviceTrouble { get; set; }
}

/// <summary>How often a kind of device trouble is tried again, and how far apart: each time twice as far.</summary>
internal sealed record DeviceTroubleSettings
{
    /// <summary>Further attempts, 0 to 1000.</summary>
    public int Attempts { get; set; } = 3;

    /// <summary>Before the first of them, 0 to 3600.</summary>
    public int DelaySeconds { get; set; } = 15;

    /// <summary>At most; no less.</summary>
    public int MaxDelaySeconds { get; set; } = 300;
}

/// <summary>How tasks are run.</summary>
internal sealed record SchedulerSettings
{
    /// <summary>How many runs of tasks go on at once over all nodes, 1 to 1000.</summary>
    public int MaxRuns { get; set; } = 3;

    /// <summary>The zone of tasks that name none, for example <c>Europe/Berlin</c>; null: that of the machine.</summary>
    public string? TimeZone { get; set; }

    /// <summary>For how many days the log keeps what did not fail.</summary>
    public int KeepLogDays { get; set; } = 90;

    /// <summary>For how many days it keeps what failed; no fewer.</summary>
    public int KeepFailuresDays { get; set; } = 365;

    /// <exception cref="UsageException">There is no such zone.</exception>
    public TimeZoneInfo? Zone() =>
        TimeZone is null ? null
        : TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone) ? zone
        : throw new UsageException($"The setting scheduler.time_zone is '{TimeZone}', which this machine does not know. Write for example Europe/Berlin.");
}

/// <summary>Where <c>serve</c> sends what it tells of itself, besides <c>/metrics</c>.</summary>
internal sealed record TelemetrySettings
{
    /// <summary>The variable of OpenTelemetry that wins over <see cref="Otlp"/>; its other variables (<c>OTEL_EXPORTER_OTLP_HEADERS</c>, ...) count too.</summary>
    public const string OtlpVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>The variable of OpenTelemetry that wins over <see cref="OtlpProtocol"/>.</summary>
    public const string ProtocolVariable = "OTEL_EXPORTER_OTLP_PROTOCOL";

    /// <summary>A collector that takes metrics and traces by OTLP, for example <c>http://127.0.0.1:4317</c>; null: none.</summary>
    public Uri? Otlp { get; set; }

    /// <summary>How it takes them: <c>grpc</c>, usually at port 4317, or <c>http/protobuf</c>, usually at 4318.</summary>
    public string OtlpProtocol { get; set; } = "grpc";
}

/// <summary>A certificate, absolute or in the data folder.</summary>
internal sealed record CertificateSettings
{
    /// <summary>A PEM file with the certificate and what it was issued by, or a PKCS #12 file with its key.</summary>
    public string Path { get; set; } = "";

    /// <summary>The PEM file with the key; null: the file is PKCS #12.</summary>
    public string? KeyPath { get; set; }
}

/// <summary>How settings look as JSON: snake case, enumerations as words.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    WriteIndented = true,
    AllowTrailingCommas = true,
    ReadCommentHandling = System.Text.Json.JsonCommentHandling.Skip,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Settings))]
internal sealed partial class SettingsJson : JsonSerializerContext;
