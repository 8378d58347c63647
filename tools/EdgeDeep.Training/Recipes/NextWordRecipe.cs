using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Perception;
using EdgeDeep.Training.Data;
using EdgeDeep.Training.Learning;
using EdgeDeep.Training.Networks;
using EdgeDeep.Training.Writing;
using Spectre.Console;
using static TorchSharp.torch;

namespace EdgeDeep.Training.Recipes;

/// <summary>The next word of a sentence: a GRU that takes one word an inference and remembers the ones before.</summary>
public sealed class NextWordRecipe : Recipe
{
    private const int Sentences = 8000, Features = 32, Units = 96, CalibrationSentences = 150;

    /// <inheritdoc/>
    public override string Name => "next-word";

    /// <inheritdoc/>
    public override string Summary => "the next word of commands to a house and small talk, one word an inference";

    /// <inheritdoc/>
    public override string Licence => "MIT; trained on sentences of the grammar in models/next-word/grammar.txt";

    /// <inheritdoc/>
    public override TrainingOptions Defaults { get; } = new() { Epochs = 12, LearningRate = 6e-3, BatchSize = 32, WeightDecay = 0.01 };

    /// <inheritdoc/>
    public override void Run(RecipeCall call, string output, bool resume, IAnsiConsole console)
    {
        if (resume)
        {
            throw new InputException("next-word learns in minutes and keeps no checkpoint; leave out --resume.");
        }

        set_num_threads(call.Options.Threads);
        random.manual_seed(call.Options.Seed);
        string file = Path.Combine(call.Data ?? Path.Combine(Folders.Repository, "models", Name), "grammar.txt");
        WordCorpus corpus = WordCorpus.Draw(Grammar.Read(file), Sentences, call.Options.Seed);
        console.WriteLine($"{corpus.Vocabulary.Count} words; {corpus.Train.Count} sentences to learn from, {corpus.Validation.Count} for validation, {corpus.Test.Count} for the test");
        ModelFolder folder = new(output, Name);
        if (call.IsMeasuredOnly)
        {
            Int8Model written = folder.Open();
            using FloatRunner read = FloatRunner.ForGraph(FloatGraph.Read(folder.FloatModel));
            folder.CompareMetrics(Figures(corpus, WordModel.Of(read), WordModel.Of(written.Session)), console);
            return;
        }

        using WordNetwork network = new(corpus.Vocabulary.Count, Features, Units, 0.15);
        History history = new WordTrainer(network, call.Options).Run(corpus, e => console.WriteLine(FormattableString.Invariant(
            $"epoch {e.Number}: training loss {e.TrainLoss:0.0000}, validation perplexity {Math.Exp(e.ValidationLoss):0.000}, next word right {e.ValidationAccuracy:0.0000}")));
        Graph graph = network.ToGraph(Name);
        using FloatRunner runner = FloatRunner.ForGraph(graph);
        WordModel inFloat = WordModel.Of(runner);
        float difference = inFloat.Difference(network, corpus.Validation);
        console.WriteLine(FormattableString.Invariant($"largest difference of a logit between TorchSharp and ONNX Runtime {difference:0.0e+0}"));

        // One sequence: what the state holds after many words is calibrated, too.
        float[] tokens = [.. WordCorpus.Stream(corpus.Train.Take(CalibrationSentences)).Select(token => (float)token)];
        Int8Model int8 = folder.Write(graph, [[tokens]], new ModelFacts(Licence, Labels: corpus.Vocabulary));
        folder.WriteCurves(history);
        folder.WriteMetrics(Figures(corpus, inFloat, WordModel.Of(int8.Session)), console);
    }

    private static IReadOnlyList<string> Figures(WordCorpus corpus, WordModel inFloat, WordModel inInt8) =>
    [
        $"words: {corpus.Vocabulary.Count}; sentences: {corpus.Train.Count} to learn from, {corpus.Validation.Count} for validation, {corpus.Test.Count} for the test",
        Figures("validation", corpus.Validation, inFloat, inInt8),
        Figures("test", corpus.Test, inFloat, inInt8),
    ];

    private static string Figures(string part, IReadOnlyList<int[]> sentences, WordModel inFloat, WordModel inInt8)
    {
        WordFigures a = inFloat.Measure(sentences), b = inInt8.Measure(sentences);
        return FormattableString.Invariant(
            $"{part}: perplexity float {a.Perplexity:0.0000}, int8 {b.Perplexity:0.0000} ({100 * ((b.Perplexity / a.Perplexity) - 1):+0.00;-0.00} %); next word first float {a.First:0.0000}, int8 {b.First:0.0000}; among the first three float {a.FirstThree:0.0000}, int8 {b.FirstThree:0.0000}");
    }
}
