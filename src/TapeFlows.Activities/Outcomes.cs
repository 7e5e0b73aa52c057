namespace TapeFlows.Activities;

/// <summary>The ways out of tape activities. Procedures refer to them by these words, so they never change.</summary>
public static class Outcomes
{
    /// <summary>The work is done.</summary>
    public const string Done = "Done";

    /// <summary>It could not be done; the output Problem says why.</summary>
    public const string Failed = "Failed";

    /// <summary>A person has to do something first, for example insert a cartridge; the output Problem says what.</summary>
    public const string NeedsOperator = "NeedsOperator";

    /// <summary>The work is done, and part of the data is damaged or lost; the output Problem says what.</summary>
    public const string Damaged = "Damaged";

    /// <summary>A check was made and found something that a person should see; its report says what.</summary>
    public const string Found = "Found";

    /// <summary>There is nothing to do it with or to; nothing was done.</summary>
    public const string Nothing = "Nothing";
}
