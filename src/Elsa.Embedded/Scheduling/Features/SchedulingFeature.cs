using Elsa.Features.Abstractions;
using Elsa.Features.Attributes;
using Elsa.Features.Services;
using Elsa.Scheduling.Bookmarks;
using Elsa.Scheduling.Handlers;
using Elsa.Scheduling.Options;
using Elsa.Scheduling.Services;
using Elsa.Scheduling.TriggerPayloadValidators;
using Elsa.Workflows.Runtime.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Elsa.Scheduling.Features;

/// <summary>Starts and resumes workflows when their time has come: in this process, unless another scheduler is set.</summary>
[DependsOn(typeof(WorkflowRuntimeFeature))]
public class SchedulingFeature : FeatureBase
{
    /// <summary>Creates the feature.</summary>
    public SchedulingFeature(IModule module) : base(module)
    {
    }

    /// <summary>Reads cron expressions.</summary>
    public Func<IServiceProvider, ICronParser> CronParser { get; set; } = sp => ActivatorUtilities.CreateInstance<CronosCronParser>(sp);

    /// <summary>Starts and resumes workflows when their time has come.</summary>
    public Func<IServiceProvider, IWorkflowScheduler> WorkflowScheduler { get; set; } = sp => ActivatorUtilities.CreateInstance<DefaultWorkflowScheduler>(sp);

    /// <inheritdoc />
    public override void Apply()
    {
        Services.AddLogging();
        Services.AddOptions<SchedulingOptions>();
        Services.AddSingleton(CronParser);
        Services.AddSingleton<Agenda>();
        Services.AddSingleton<PastDueScheduleStaggerer>();
        Services.AddSingleton<IScheduler, LocalScheduler>();
        Services.AddSingleton(WorkflowScheduler);
        Services.AddSingleton<ITriggerScheduler, DefaultTriggerScheduler>();
        Services.AddSingleton<IBookmarkScheduler, DefaultBookmarkScheduler>();
        Services.AddTriggerPayloadValidator<CronTriggerPayloadValidator, CronTriggerPayload>();
        Services.AddNotificationHandler<ScheduleWorkflows>();
        Services.AddNotificationHandler<DeleteSchedules>();
        Services.AddSingleton<ScheduleLoader>();
        Services.AddSingleton<IHostedService>(sp => sp.GetRequiredService<ScheduleLoader>());
    }
}
