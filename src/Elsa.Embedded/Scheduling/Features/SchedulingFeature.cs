using Elsa.Features.Abstractions;
using Elsa.Features.Attributes;
using Elsa.Features.Services;
using Elsa.Scheduling.Options;
using Elsa.Scheduling.Services;
using Elsa.Workflows.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Scheduling.Features;

/// <summary>Starts and resumes workflows when their time has come: in this process, unless another scheduler is set.</summary>
[DependsOn(typeof(WorkflowsFeature))]
public class SchedulingFeature : FeatureBase
{
    /// <summary>Creates the feature.</summary>
    public SchedulingFeature(IModule module) : base(module)
    {
    }

    /// <summary>Reads cron expressions.</summary>
    public Func<IServiceProvider, ICronParser> CronParser { get; set; } = sp => ActivatorUtilities.CreateInstance<CronosCronParser>(sp);

    /// <inheritdoc />
    public override void Apply()
    {
        Services.AddOptions<SchedulingOptions>();
        Services.AddSingleton(CronParser);
        Services.AddSingleton<Agenda>();
        Services.AddSingleton<PastDueScheduleStaggerer>();
        Services.AddSingleton<IScheduler, LocalScheduler>();
    }
}
