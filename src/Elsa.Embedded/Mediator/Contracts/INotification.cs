namespace Elsa.Mediator.Contracts;

/// <summary>Something that happened and that others may want to know.</summary>
public interface INotification;
