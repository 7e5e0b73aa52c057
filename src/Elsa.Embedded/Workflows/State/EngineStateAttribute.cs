namespace Elsa.Workflows.State;

/// <summary>Marks what is stored with an instance beside the contract: the engine needs it to go on as if it had never stopped.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class EngineStateAttribute : Attribute;
