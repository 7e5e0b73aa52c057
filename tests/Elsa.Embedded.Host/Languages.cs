using Elsa.Expressions.CSharp.Activities;
using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Embedded.Host;

/// <summary>Says whether the C# compiler is in memory before the first script, and after it: a host that runs none pays nothing for it.</summary>
internal static class Languages
{
    public static async Task ShowAsync()
    {
        var services = new ServiceCollection();
        services.AddElsa(elsa => elsa.UseJavaScript().UseCSharp());
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<IRegistriesPopulator>().PopulateAsync();
        await using var scope = provider.CreateAsyncScope();
        var runner = scope.ServiceProvider.GetRequiredService<IWorkflowRunner>();

        await runner.RunAsync(new WriteLine("plain"));
        Console.WriteLine($"before: {HasCompiler}");
        await runner.RunAsync(new RunCSharp { Script = new("1 + 1") });
        Console.WriteLine($"after: {HasCompiler}");
    }

    private static bool HasCompiler => AppDomain.CurrentDomain.GetAssemblies().Any(x => x.GetName().Name?.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) == true);
}
