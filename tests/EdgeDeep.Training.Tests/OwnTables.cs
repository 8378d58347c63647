using System.Globalization;
using System.Runtime;
using EdgeDeep.Perception;
using EdgeDeep.Perception.Preprocessing;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;
using EdgeDeep.Training.Learning;
using EdgeDeep.Training.Own;
using EdgeDeep.Training.Recipes;
using Spectre.Console;

namespace EdgeDeep.Training.Tests;

/// <summary>From a user's table to the folder of a model.</summary>
[Collection(AloneCollection.Name)]
public sealed class OwnTables : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgedeep-rows").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Columns_classes_and_groups_are_found_by_name()
    {
        string file = Write("who,a,size,b\nann,1,10,2\nbob,3,9,4\nann,5,10,6\n");
        OwnTable table = OwnTable.Read(file, new TableSettings("size", [], "who"));
        Assert.Equal("a:b", table.Spec.Columns);
        Assert.Equal("size", table.Spec.Label);
        Assert.Equal(["9", "10"], table.Labels);
        Assert.Equal([[1f, 2f], [3f, 4f], [5f, 6f]], table.Rows);
        Assert.Equal([1, 0, 1], table.Classes);
        Assert.Equal(["ann", "bob", "ann"], table.Groups);
        Assert.Equal([2, 3, 4], table.Lines);
        Assert.Equal("b", OwnTable.Read(file, new TableSettings("size", ["b"])).Spec.Columns);
        OwnTable twins = OwnTable.Read(Write("a,c\n1,x\n2,y\n1,y\n"), new TableSettings("c"));
        Assert.Equal(twins.Groups[0], twins.Groups[2]);
        Assert.NotEqual(twins.Groups[0], twins.Groups[1]);
    }

    [Theory]
    [InlineData("a,b\n1,x\n2,y\n", "c", null, "no column 'c'", "a, b")]
    [InlineData("a,b\n1,x\n2,y\n", null, null, "--label", "a, b")]
    [InlineData("a,b\n1,x\n2,y\n", "b", "c", "no column 'c'")]
    [InlineData("a,b\n1,x\n2,y\n", "b", "b", "besides the class 'b'")]
    [InlineData("b\nx\ny\n", "b", null, "besides the class 'b'")]
    [InlineData("a,b\n1,x\ntwo,y\n", "b", null, "line 3", "'two'", "column a")]
    [InlineData("a,b\nred,x\nblue,y\n", "b", null, "column a holds no numbers", "--columns")]
    [InlineData("a,b\n1,x\n2,x\n", "b", null, "'x' only")]
    [InlineData("a,b\n1,x\n2,\n", "b", null, "line 3 has no class")]
    [InlineData("1,2\n3,4\n", "b", null, "names no columns")]
    [InlineData("a:b,c\n1,x\n2,y\n", "c", null, "'a:b'", "rename")]
    [InlineData("", "b", null, "no rows")]
    public void A_table_that_cannot_be_learnt_is_explained(string text, string? label, string? column, params string[] words)
    {
        string problem = Assert.Throws<InputException>(() => OwnTable.Read(Write(text), new TableSettings(label, column is null ? [] : [column]))).Message;
        Assert.All(words, word => Assert.Contains(word, problem, StringComparison.Ordinal));
    }

    [Fact]
    public void A_quantity_is_no_class()
    {
        string file = Write("a,price\n" + string.Concat(Enumerable.Range(0, 21).Select(i => $"{i},{i}\n")));
        Assert.Contains("21 different numbers", Assert.Throws<InputException>(() => OwnTable.Read(file, new TableSettings("price"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_of_very_different_ranges_stay_apart_in_int8()
    {
        Random chance = new(3);
        (double Share, double Income)[] people = [.. Enumerable.Range(0, 400).Select(_ => (chance.NextDouble(), 20_000 + (80_000 * chance.NextDouble())))];
        string Class((double Share, double Income) p) => p.Share + ((p.Income - 20_000) / 80_000) > 1 ? "yes" : "no";
        Write("share,constant,income,answer\n" + string.Concat(people.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Share:0.0000},0.1,{p.Income:0},{Class(p)}\n"))));
        string output = Path.Combine(_folder, "out");
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) });
        TrainingOptions options = new() { Epochs = 12, BatchSize = 64, LearningRate = 0.01, AverageDecay = 0.9 };
        new TableRecipe(new OwnDataSettings("people"), new TableSettings("answer"))
            .Run(new RecipeCall(Path.Combine(_folder, "t.csv"), Path.Combine(_folder, "cache"), null, options), output, false, console);
        Assert.Equal(1 + people.Length, File.ReadLines(Path.Combine(output, "split.csv")).Count());

        Model model = Model.Load(Path.Combine(output, "people.edge"));
        Session session = new(model);
        TableSpec spec = Assert.IsType<TableSpec>(PreprocessingSpec.Parse(model.Plan.Metadata[MetadataKeys.Preprocessing]));
        TableSamples samples = TableSamples.Read(Path.Combine(_folder, "t.csv"), spec, [1, 3]);
        int correct = Enumerable.Range(0, people.Length).Count(i =>
        {
            session.SetInput(0, samples.Inputs[i]);
            session.Run();
            float[] answer = new float[2];
            session.GetOutput(0, answer);
            return (answer[1] > answer[0] ? "yes" : "no") == samples.Labels![i];
        });
        Assert.True(correct > 375, $"{correct} of 400");
    }

    [Fact]
    public void Nothing_is_collected_within_a_step()
    {
        byte[]? rubbish = null;
        int Collections(Action between)
        {
            int before = GC.CollectionCount(0);
            Task other = Task.Run(() =>
            {
                for (int i = 0; i < 800; i++)
                {
                    rubbish = new byte[100_000];
                    between();
                }
            });
            other.Wait(TestContext.Current.CancellationToken);
            return GC.CollectionCount(0) - before;
        }

        using (CollectionPause pause = new())
        {
            pause.Renew();
            Assert.Equal(0, Collections(() => { }));
            using CollectionPause second = new();
            Assert.NotEqual(0, Collections(() => pause.Renew()));
            second.Renew();
            Assert.Equal(GCLatencyMode.NoGCRegion, GCSettings.LatencyMode);
        }

        Assert.NotEqual(GCLatencyMode.NoGCRegion, GCSettings.LatencyMode);
        GC.KeepAlive(rubbish);
    }

    private string Write(string text)
    {
        string path = Path.Combine(_folder, "t.csv");
        File.WriteAllText(path, text);
        return path;
    }
}
