using TapeFlows.Benchmarks;
using TapeFlows.Benchmarks.Figures;
using TapeFlows.Benchmarks.Measuring;

if (Arguments.Parse(args) is not { } arguments)
    return 64;
if (arguments.Child is { } child)
    return await ChildStep.RunAsync(child);

using var place = new WorkingPlace(arguments.Folder);
var figures = new FigureTable(arguments);
await LargeFileFigures.MeasureAsync(place, arguments, figures);
await SmallFileFigures.MeasureAsync(place, arguments, figures);
await MemoryFigure.MeasureAsync(place, arguments, figures);
await ProcessFigure.MeasureAsync(place, arguments, figures);
await CatalogFigures.MeasureAsync(place, arguments, figures);
await EngineFigure.MeasureAsync(arguments, figures);
await WorkflowFigures.MeasureAsync(place, arguments, figures);
await ListFigures.MeasureAsync(place, arguments, figures);
await StartFigure.MeasureAsync(place, arguments, figures);
await TaskFigures.MeasureAsync(place, arguments, figures);
figures.Print(Console.Out);
return 0;
