namespace TapeFlows.Server.Pages;

/// <summary>The addresses of the console.</summary>
internal static class PageEndpoints
{
    // The addresses below /workflows are the ones that Elsa Studio itself goes to. HTTP triggers share that prefix: these come first.
    private static readonly string[] Addresses =
    [
        "/", "/tasks",
        "/workflows/definitions", "/workflows/definitions/{id}/edit",
        "/workflows/instances", "/workflows/instances/{id}/view",
    ];

    // Where the files lie; nothing else is looked up on disk.
    private static readonly string[] Files =
    [
        "/assets/{**path}", "/_framework/{**path}", "/_content/{**path}", "/appsettings.json", "/reel.svg", "/Elsa.Studio.Host.CustomElements.styles.css",
    ];

    /// <summary>Adds what knows whether there is a console, and builds it where need be.</summary>
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddSingleton<PageShelf>();
        return services.AddHostedService(provider => provider.GetRequiredService<PageShelf>());
    }

    /// <summary>Serves the console.</summary>
    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        foreach (var address in Addresses)
            routes.MapMethods(address, [HttpMethods.Get, HttpMethods.Head], Shell).AllowAnonymous().ExcludeFromDescription();
        foreach (var address in Files)
            routes.MapMethods(address, [HttpMethods.Get, HttpMethods.Head], File).AllowAnonymous().ExcludeFromDescription();
    }

    private static IResult Shell(HttpContext context, PageShelf shelf)
    {
        if (shelf.Folders is not { } folders)
            return Results.Text(shelf.Reason + "\n", statusCode: StatusCodes.Status503ServiceUnavailable);
        context.Response.Headers.ContentSecurityPolicy = ContentSecurity.Policy;
        context.Response.Headers["Referrer-Policy"] = "same-origin";
        return PageFiles.Send(context, folders.Shell);
    }

    private static IResult File(HttpContext context, PageShelf shelf) =>
        shelf.Folders is { } folders && PageFiles.Find(folders, context.Request.Path.Value ?? "") is { } file ? PageFiles.Send(context, file) : Results.NotFound();
}
