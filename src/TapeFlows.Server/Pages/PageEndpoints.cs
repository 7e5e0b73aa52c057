namespace TapeFlows.Server.Pages;

/// <summary>The addresses of the console.</summary>
internal static class PageEndpoints
{
    // The addresses below /workflows are the ones that Elsa Studio itself goes to. HTTP endpoints of workflows share that prefix: see ReservedPaths.
    private static readonly string[] Addresses =
    [
        "/", "/tasks", "/backups", "/backups/{id}", "/inbox",
        "/workflows/definitions", "/workflows/definitions/{id}/edit", "/workflows/definitions/{id}/versions",
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

    /// <summary>Serves the console, where there is one.</summary>
    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        // Browsers ask for it by themselves, signed in or not.
        routes.MapMethods("/favicon.ico", [HttpMethods.Get, HttpMethods.Head], Icon).AllowAnonymous().ExcludeFromDescription();
        if (routes.ServiceProvider.GetService<PageShelf>() is null)
            return;
        foreach (var address in Addresses)
            routes.MapMethods(address, [HttpMethods.Get, HttpMethods.Head], Shell).AllowAnonymous().ExcludeFromDescription();
        foreach (var address in Files)
            routes.MapMethods(address, [HttpMethods.Get, HttpMethods.Head], File).AllowAnonymous().ExcludeFromDescription();
    }

    private static IResult Shell(HttpContext context, PageShelf shelf)
    {
        if (shelf.Folders is not { } folders)
            return Wait(context, shelf);
        context.Response.Headers.ContentSecurityPolicy = ContentSecurity.Policy;
        context.Response.Headers["Referrer-Policy"] = "same-origin";
        return PageFiles.Send(context, folders.Shell);
    }

    private static IResult Wait(HttpContext context, PageShelf shelf)
    {
        // Browsers load such an answer anew by themselves.
        if (shelf.IsBuilding)
            context.Response.Headers["Refresh"] = context.Response.Headers.RetryAfter = "3";
        return Results.Text(shelf.Reason + "\n", statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static IResult Icon(HttpContext context) =>
        context.RequestServices.GetService<PageShelf>()?.Folders is { } folders && PageFiles.Find(folders, "/reel.svg") is { } file ? PageFiles.Send(context, file) : Results.NotFound();

    private static IResult File(HttpContext context, PageShelf shelf) =>
        shelf.Folders is { } folders && PageFiles.Find(folders, context.Request.Path.Value ?? "") is { } file ? PageFiles.Send(context, file) : Results.NotFound();
}
