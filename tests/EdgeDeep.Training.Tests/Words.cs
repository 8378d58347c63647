using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Perception;
using EdgeDeep.Training.Data;
using EdgeDeep.Training.Learning;
using EdgeDeep.Training.Networks;
using EdgeDeep.Training.Recipes;
using EdgeDeep.Training.Writing;
using Spectre.Console;

namespace EdgeDeep.Training.Tests;

/// <summary>A grammar, its sentences, and the network that learns them.</summary>
[Collection(AloneCollection.Name)]
public sealed class Words : IDisposable
{
    private const string Rules = "# a comment\nsentence: turn <switch> the <thing> | <question>\nswitch: on | off\nthing: light | old radio\nquestion: is the <thing> on\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("edgedeep-words").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Sentences_are_those_of_the_rules()
    {
        Grammar grammar = Read(Rules);
        Assert.Equal(["is", "light", "off", "old", "on", "radio", "the", "turn"], grammar.Words);
        Random chance = new(1);
        string[] all = [.. Enumerable.Range(0, 200).Select(_ => string.Join(' ', grammar.Sentence(chance))).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(
            ["is the light on", "is the old radio on", "turn off the light", "turn off the old radio", "turn on the light", "turn on the old radio"], all);
    }

    [Theory]
    [InlineData("sentence: a <b>\n", "no rule 'b'")]
    [InlineData("b: c\n", "no rule 'sentence'")]
    [InlineData("sentence: a | <sentence>\n", "leads back to itself")]
    [InlineData("sentence: a |\n", "line 1 is no rule")]
    [InlineData("sentence\n", "line 1 is no rule")]
    [InlineData("sentence: a\nsentence: b\n", "line 2 repeats")]
    public void A_broken_grammar_is_explained(string text, string words) =>
        Assert.Contains(words, Assert.Throws<InputException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void No_sentence_is_in_two_parts_and_the_border_is_token_0()
    {
        WordCorpus corpus = WordCorpus.Draw(Read(Rules.Replace("light |", "light | lamp | kettle | fan | heater | door | car |", StringComparison.Ordinal)), 1000, 1);
        string[][] parts = [.. new[] { corpus.Train, corpus.Validation, corpus.Test }.Select(part => part.Select(sentence => string.Join(' ', sentence.Select(token => corpus.Vocabulary[token]))).ToArray())];
        Assert.Equal(24, parts.SelectMany(part => part.Distinct()).Count());
        Assert.Equal(24, parts.SelectMany(part => part).Distinct().Count());
        Assert.True(parts[0].Length > 400, $"{parts[0].Length} sentences to learn from");
        Assert.Equal(parts[2].Distinct(), parts[2]);
        Assert.All(corpus.Test, sentence => Assert.Equal(Part.Test, WordCorpus.PartOf(string.Join(' ', sentence.Select(token => corpus.Vocabulary[token])))));
        Assert.Equal(WordCorpus.Border, corpus.Vocabulary[0]);
        Assert.Equal([0, 4, 5, 0, 6, 0], WordCorpus.Stream([[4, 5], [6]]));
    }

    [Fact]
    public void The_network_learns_and_the_written_graph_remembers_as_it_does()
    {
        TorchSharp.torch.random.manual_seed(2);
        WordCorpus corpus = new(["<end>", "a", "b", "c"], [.. Enumerable.Repeat(new[] { 1, 2, 3, 2 }, 400)], [[1, 2, 3, 2]], []);
        using WordNetwork network = new(4, 6, 10, 0.1);
        History history = new WordTrainer(network, new TrainingOptions { Epochs = 6, BatchSize = 4, LearningRate = 0.02, Threads = 1 }).Run(corpus, _ => { });

        // What follows "b" is known only from what came before it.
        Assert.True(history.Best()!.ValidationAccuracy == 1, $"{history.Best()!.ValidationAccuracy}");
        using FloatRunner runner = FloatRunner.ForGraph(network.ToGraph("words"));
        WordModel model = WordModel.Of(runner);
        Assert.True(model.Difference(network, corpus.Validation) < 1e-4f);
        WordFigures figures = model.Measure([[1, 2, 3, 2]]);
        Assert.Equal(Math.Exp(history.Epochs.Min(e => e.ValidationLoss)), figures.Perplexity, 1e-3);
        Assert.Equal((1, 1), (figures.First, figures.FirstThree));
    }

    [Fact]
    public void The_state_is_calibrated_over_words_in_a_row()
    {
        File.WriteAllText(Path.Combine(_folder, "grammar.txt"), Rules.Replace("light |", "light | lamp | kettle | fan | heater | door | car |", StringComparison.Ordinal));
        string output = Path.Combine(_folder, "out");
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) });
        new NextWordRecipe().Run(new RecipeCall(_folder, _folder, null, new TrainingOptions { Epochs = 1, BatchSize = 32 }), output, false, console);
        Assert.Contains("'shape': (1, ", File.ReadAllText(Path.Combine(output, "calibration.npy")), StringComparison.Ordinal);
        TrainReport report = TrainReport.Of("next-word", output);
        Assert.Contains("next-word.edge", report.Files);
        Assert.Contains(report.Metrics, line => line.StartsWith("test: perplexity float", StringComparison.Ordinal));
        Assert.Contains("\"recipe\": \"next-word\"", report.ToJson(), StringComparison.Ordinal);
        using WordNetwork network = new(4, 6, 10, 0.1);
        float[][][] single = [[[1]], [[2]]];
        Assert.Throws<ArgumentException>(() => new ModelFolder(output, "words").Write(network.ToGraph("words"), single, new ModelFacts("none")));
    }

    private Grammar Read(string text)
    {
        string path = Path.Combine(_folder, "grammar.txt");
        File.WriteAllText(path, text);
        return Grammar.Read(path);
    }
}
