using System.CommandLine;
using System.Text;

namespace TapeFlows.Server.CommandLine;

/// <summary>A new password: from a file, from standard input, or typed twice at the terminal, where it is not shown. Never an argument, which every user of the machine could read.</summary>
internal sealed class PasswordOption
{
    private readonly Option<string?> _file = new("--password-file")
    {
        Description = "A file with the password; '-': standard input. Default: asked for at the terminal, else the first line of standard input.",
        HelpName = "FILE",
    };

    public void AddTo(Command command) => command.Options.Add(_file);

    /// <summary>The password.</summary>
    /// <param name="context">The command.</param>
    /// <param name="name">Whose it is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="UsageException">There is none.</exception>
    public async Task<string> ReadAsync(CommandContext context, string name, CancellationToken cancellationToken)
    {
        var password = context.Get(_file) switch
        {
            null when !Console.IsInputRedirected => await AskTwiceAsync(name, cancellationToken),
            null or "-" => await Console.In.ReadLineAsync(cancellationToken) ?? "",
            var file => FirstLine(file),
        };
        return password.Length > 0 ? password : throw new UsageException($"There is no password for '{name}': it is empty. Nothing was changed.");
    }

    private static string FirstLine(string file)
    {
        try
        {
            using var reader = new StreamReader(file, Encoding.UTF8);
            return reader.ReadLine() ?? "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The password cannot be read: {e.Message}");
        }
    }

    private static async Task<string> AskTwiceAsync(string name, CancellationToken cancellationToken)
    {
        var password = await AskAsync($"New password of '{name}': ", cancellationToken);
        return await AskAsync("Once more: ", cancellationToken) == password ? password : throw new UsageException("The two passwords differ. Nothing was changed.");
    }

    // Reading a key cannot be given up; a command that is stopped leaves it to the end of the process.
    private static Task<string> AskAsync(string question, CancellationToken cancellationToken) => Task.Run(() => Ask(question), cancellationToken).WaitAsync(cancellationToken);

    private static string Ask(string question)
    {
        Console.Error.Write(question);
        var typed = new StringBuilder();
        for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace)
                typed.Length = Math.Max(0, typed.Length - 1);
            else if (!char.IsControl(key.KeyChar))
                typed.Append(key.KeyChar);
        }

        Console.Error.WriteLine();
        return typed.ToString();
    }
}
