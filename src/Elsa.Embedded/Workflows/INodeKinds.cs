namespace Elsa.Workflows;

/// <summary>Marks an activity where a flowchart starts.</summary>
public interface IStartNode;

/// <summary>Marks an activity after which its flowchart is done.</summary>
public interface ITerminalNode;
