using Elsa.Expressions.JavaScript.Options;
using Microsoft.Extensions.Configuration;

namespace Elsa.Expressions.JavaScript.Engine;

/// <summary>What all scripts of a host share.</summary>
/// <param name="Options">What the host allows.</param>
/// <param name="Limits">How much a script may take.</param>
/// <param name="Configuration">The settings of the host, if scripts may read them.</param>
/// <param name="Time">The clock.</param>
internal sealed record ScriptSettings(JintOptions Options, ScriptLimits Limits, IConfiguration? Configuration, TimeProvider Time)
{
    /// <summary>Reads the limits from the section <c>JavaScript</c> of the configuration.</summary>
    public static ScriptLimits ReadLimits(IConfiguration? configuration)
    {
        var usual = new ScriptLimits();
        var section = configuration?.GetSection("JavaScript");
        if (section is null || !section.Exists())
            return usual;

        var limits = new ScriptLimits(
            section.GetValue(nameof(ScriptLimits.TimeLimit), usual.TimeLimit),
            section.GetValue(nameof(ScriptLimits.RecursionDepth), usual.RecursionDepth),
            section.GetValue(nameof(ScriptLimits.AllocatedBytes), usual.AllocatedBytes),
            section.GetValue(nameof(ScriptLimits.ScriptLength), usual.ScriptLength),
            section.GetValue(nameof(ScriptLimits.NestingDepth), usual.NestingDepth));
        return limits is { RecursionDepth: >= 10 and <= 1000, AllocatedBytes: > 0, ScriptLength: > 0, NestingDepth: >= 1 and <= 500 } && limits.TimeLimit > TimeSpan.Zero
            ? limits
            : throw new InvalidOperationException(
                "The section JavaScript of the configuration is wrong: TimeLimit, AllocatedBytes and ScriptLength must be greater than 0, RecursionDepth from 10 to 1000, NestingDepth from 1 to 500.");
    }
}
