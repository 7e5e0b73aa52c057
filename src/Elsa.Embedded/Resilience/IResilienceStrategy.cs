using Polly;

namespace Elsa.Resilience;

/// <summary>A named way to try again.</summary>
public interface IResilienceStrategy
{
    /// <summary>The name by which activities choose it.</summary>
    string Id { get; set; }

    /// <summary>The name that people see.</summary>
    string DisplayName { get; set; }

    /// <summary>Adds the steps of the strategy to the pipeline through which an activity does its work.</summary>
    Task ConfigurePipeline<T>(ResiliencePipelineBuilder<T> pipelineBuilder, ResilienceContext context);
}
