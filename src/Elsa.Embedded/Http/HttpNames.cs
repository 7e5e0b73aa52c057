namespace Elsa.Http;

/// <summary>The kinds of events that requests are.</summary>
public class HttpStimulusNames
{
    /// <summary>A request that somebody waits for.</summary>
    public const string HttpEndpoint = "Elsa.HttpEndpoint";
}

/// <summary>The area of faults around HTTP.</summary>
public static class HttpFaultCategories
{
    /// <summary>The area.</summary>
    public const string Http = "HTTP";
}

/// <summary>Faults around HTTP.</summary>
public static class HttpFaultCodes
{
    /// <summary>There is no request that could be answered, or its answer is under way already.</summary>
    public const string NoHttpContext = "NoHttpContext";
}
