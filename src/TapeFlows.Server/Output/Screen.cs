using Spectre.Console;

namespace TapeFlows.Server.Output;

/// <summary>What is shown to the person or script that called: results on standard output, everything said about them on standard error.</summary>
internal sealed class Screen
{
    private const int PipeWidth = 160;
    private readonly Lock _gate = new();
    private Action? _beforeMessage;

    public Screen(bool isJson, bool isQuiet, TextWriter output, TextWriter error, bool isLive)
    {
        IsJson = isJson;
        IsQuiet = isQuiet;
        Out = output;
        Error = error;
        IsLive = isLive;
    }

    /// <summary>Whether results are one JSON value.</summary>
    public bool IsJson { get; }

    /// <summary>Whether only warnings, errors and results are wanted.</summary>
    public bool IsQuiet { get; }

    /// <summary>Whether standard error is a terminal on which a line can be drawn again and again.</summary>
    public bool IsLive { get; }

    public TextWriter Out { get; }

    public TextWriter Error { get; }

    /// <summary>A screen on two streams; live when the second one is a terminal.</summary>
    public static Screen On(TextWriter output, TextWriter error, bool isJson, bool isQuiet) => new(
        isJson, isQuiet, output, error,
        ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "dumb"));

    /// <summary>Says something that is worth knowing.</summary>
    public void Tell(string message)
    {
        if (!IsQuiet)
            Say(message);
    }

    /// <summary>Says something that needs attention; never left out.</summary>
    public void Warn(string message) => Say($"warning: {message}");

    /// <summary>Says what went wrong; never left out.</summary>
    public void Fail(string message) => Say($"error: {message}");

    /// <summary>Writes to standard error without another writer coming between.</summary>
    public void Draw(Action<TextWriter> draw)
    {
        lock (_gate)
            draw(Error);
    }

    /// <summary>Has a live line removed before each message. <see langword="null"/>: there is none any more.</summary>
    public void ClearBeforeMessage(Action? clear)
    {
        lock (_gate)
            _beforeMessage = clear;
    }

    /// <summary>Shows a table on standard output: with lines and colours on a terminal, plain otherwise.</summary>
    public void Show(Table table)
    {
        var isTerminal = !Console.IsOutputRedirected && ReferenceEquals(Out, Console.Out);
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Out),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = InteractionSupport.No,
        });
        if (!isTerminal)
            console.Profile.Width = PipeWidth;
        table.Border = isTerminal ? TableBorder.Rounded : TableBorder.None;
        console.Write(table);
    }

    private void Say(string message)
    {
        lock (_gate)
        {
            _beforeMessage?.Invoke();
            Error.WriteLine(message);
        }
    }
}
