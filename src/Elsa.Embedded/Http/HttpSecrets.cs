namespace Elsa.Http;

/// <summary>Keeps what lets people in out of records.</summary>
internal static class HttpSecrets
{
    /// <summary>Stands for a value in a record. The converter of headers does not read it: who finds it in storage evaluates the expression again.</summary>
    public const string Mask = "(secret)";

    private static readonly string[] Parts = ["authorization", "cookie", "token", "secret", "password", "api-key", "apikey", "x-auth", "signature", "credential"];

    public static bool IsSecret(string header) => Array.Exists(Parts, x => header.Contains(x, StringComparison.OrdinalIgnoreCase));

    /// <summary>The headers as they may be recorded.</summary>
    public static HttpHeaders Masked(HttpHeaders headers)
    {
        var masked = new HttpHeaders(headers);
        foreach (var name in headers.Keys.Where(IsSecret))
            masked[name] = [Mask];
        return masked;
    }
}
