using System.Collections.Frozen;
using TapeFlows.Backup.Retention;

namespace TapeFlows.Server.Data;

/// <summary>What is kept of sets and volumes, besides the age that is a matter of the pool.</summary>
internal sealed record KeepingSettings
{
    /// <summary>For pools that are not in <see cref="Pools"/>.</summary>
    public PolicySettings Default { get; set; } = new();

    public IReadOnlyDictionary<string, PolicySettings> Pools { get; set; } = FrozenDictionary<string, PolicySettings>.Empty;

    /// <exception cref="UsageException">A number is out of range.</exception>
    public RetentionPolicies ToPolicies() =>
        new(Default.ToPolicy("default"), Pools.ToDictionary(pair => pair.Key, pair => pair.Value.ToPolicy($"pools.{pair.Key}"), StringComparer.Ordinal));
}

/// <summary>What is kept of a pool; see <see cref="RetentionPolicy"/>. 0 days: no limit.</summary>
internal sealed record PolicySettings
{
    public int KeepLast { get; set; } = 1;

    public int? KeepAtMost { get; set; }

    public int Copies { get; set; } = 1;

    public int VerifyWithinDays { get; set; } = 180;

    public int FreshWithinDays { get; set; } = 8;

    public int VolumeLifeDays { get; set; } = 15 * 365;

    public RetentionPolicy ToPolicy(string of)
    {
        var policy = new RetentionPolicy
        {
            KeepLast = KeepLast,
            KeepAtMost = KeepAtMost,
            Copies = Copies,
            VerifyWithin = Days(VerifyWithinDays),
            FreshWithin = Days(FreshWithinDays),
            VolumeLife = Days(VolumeLifeDays),
        };
        try
        {
            policy.Validate();
            return policy;
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new UsageException($"The setting keeping.{of} cannot be used: {e.Message}");
        }
    }

    private static TimeSpan? Days(int days) => days == 0 ? null : TimeSpan.FromDays(days);
}

/// <summary>What the health check expects of this machine.</summary>
internal sealed record HealthSettings
{
    /// <summary>The free space that the file systems of data folder and library have at least.</summary>
    public ByteSize MinFreeDisk { get; set; } = new(100_000_000);

    /// <summary>The load of the last minute that a core bears at most.</summary>
    public double MaxLoadPerCore { get; set; } = 4;

    /// <summary>Hosts that must answer, as name or name:port.</summary>
    public IReadOnlyList<string> NetworkHosts { get; set; } = [];
}
