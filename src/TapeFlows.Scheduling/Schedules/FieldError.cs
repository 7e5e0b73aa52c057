namespace TapeFlows.Scheduling.Schedules;

/// <summary>What is wrong with one field of what a person or a program sent.</summary>
/// <param name="Field">The field as it is named outside, for example <c>schedule_config.time</c>.</param>
/// <param name="Message">What is wrong with it and what to write instead, as a sentence.</param>
public readonly record struct FieldError(string Field, string Message);
