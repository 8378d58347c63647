using Spectre.Console;
using Spectre.Console.Rendering;

namespace EdgeDeep.Cli.Terminals;

/// <summary>Where a command writes: results to <see cref="Out"/>, everything else to <see cref="Error"/>.</summary>
public sealed class Terminal
{
    /// <summary>Width of tables that go to a file or a pipe, where lines have no end.</summary>
    private const int UnlimitedWidth = 160;

    private readonly IAnsiConsole _tables;

    private Terminal(TextWriter output, TextWriter error, bool outIsScreen, bool errorIsScreen)
    {
        Out = output;
        Error = error;
        ErrorIsScreen = errorIsScreen;
        _tables = Console(output, outIsScreen);
    }

    /// <summary>Results.</summary>
    public TextWriter Out { get; }

    /// <summary>Errors, notes and progress.</summary>
    public TextWriter Error { get; }

    /// <summary>Whether <see cref="Error"/> is shown to somebody.</summary>
    public bool ErrorIsScreen { get; }

    /// <summary>The terminal of this process.</summary>
    public static Terminal OfProcess() => new(
        System.Console.Out, System.Console.Error, !System.Console.IsOutputRedirected, !System.Console.IsErrorRedirected);

    /// <summary>Two texts: no colours, no progress bars.</summary>
    public static Terminal OfWriters(TextWriter output, TextWriter error) => new(output, error, false, false);

    /// <summary>Writes a table to <see cref="Out"/>.</summary>
    public void Write(IRenderable table) => _tables.Write(table);

    /// <summary>Does long work behind a progress bar; the bar vanishes at the end and is never drawn into a file.</summary>
    /// <param name="what">What is done, for instance <c>Calibrating</c>.</param>
    /// <param name="total">Number of steps.</param>
    /// <param name="work">Receives the call that reports one step done; any thread may make it.</param>
    public T Track<T>(string what, int total, Func<Action, T> work)
    {
        if (!ErrorIsScreen)
        {
            return work(() => { });
        }

        return Console(Error, true).Progress().AutoClear(true).HideCompleted(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask(Markup.Escape(what), maxValue: Math.Max(1, total));
                return work(() => task.Increment(1));
            });
    }

    private static IAnsiConsole Console(TextWriter writer, bool isScreen)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isScreen ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isScreen ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isScreen ? InteractionSupport.Detect : InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        if (!isScreen)
        {
            console.Profile.Width = UnlimitedWidth;
        }

        return console;
    }
}
