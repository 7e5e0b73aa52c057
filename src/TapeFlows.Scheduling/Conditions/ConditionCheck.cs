using System.Globalization;
using TapeFlows.Scheduling.Tasks;

namespace TapeFlows.Scheduling.Conditions;

/// <summary>Whether a run may start now.</summary>
internal sealed class ConditionCheck(IMachine machine, TimeProvider time)
{
    /// <summary>The usual limit of the load, for each core.</summary>
    private const double LoadPerCore = 0.8;

    /// <summary>The first condition that does not hold, as a sentence; <see langword="null"/>: all do.</summary>
    public async Task<string?> FindObstacleAsync(TaskDraft task, CancellationToken cancellationToken)
    {
        if (task.Conditions is not { } conditions)
            return null;
        return Window(conditions, task.TimeZone!) ?? Load(conditions) ?? Disk(conditions) ?? await NetworkAsync(conditions, cancellationToken);
    }

    /// <summary>A host with an optional port, as <c>db:5432</c>; an IPv6 address with a port is in brackets.</summary>
    public static (string Host, int? Port)? Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        var isBare = colon < 0 || (text.IndexOf(':', StringComparison.Ordinal) != colon && !text.Contains(']', StringComparison.Ordinal)) || text.EndsWith(']');
        var host = (isBare ? text : text[..colon]).Trim('[', ']');
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
            return null;
        if (isBare)
            return (host, null);
        return int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536 ? (host, port) : null;
    }

    private string? Window(TaskConditions conditions, string zone)
    {
        if (conditions.Window is not { } window)
            return null;
        var now = TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime);
        return window.Has(now) ? null : FormattableString.Invariant($"it is {now:HH:mm} in {zone}, and runs start from {window.From:HH:mm} to {window.To:HH:mm}.");
    }

    private string? Load(TaskConditions conditions)
    {
        var limit = conditions.MaxLoad ?? LoadPerCore * machine.Cores;
        var load = machine.Load();
        return load <= limit ? null : FormattableString.Invariant($"the load is {load:0.00}, and {limit:0.00} is the limit.");
    }

    private string? Disk(TaskConditions conditions)
    {
        foreach (var (folder, least) in conditions.MinFreeDisk.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (machine.FreeBytes(folder) is not { } free)
                return $"the folder {folder} is not there.";
            if (free < least)
                return FormattableString.Invariant($"{folder} has {free} bytes free, and {least} are needed.");
        }

        return null;
    }

    private async Task<string?> NetworkAsync(TaskConditions conditions, CancellationToken cancellationToken)
    {
        foreach (var text in conditions.NetworkHosts)
        {
            var (host, port) = Parse(text) ?? (text, null);
            if (await machine.ProbeAsync(host, port, cancellationToken) is { } reason)
                return $"{text} does not answer ({reason}).";
        }

        return null;
    }
}
