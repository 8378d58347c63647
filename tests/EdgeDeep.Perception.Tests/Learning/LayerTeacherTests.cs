using System.Runtime.InteropServices;
using EdgeDeep.Kernels;
using EdgeDeep.Perception.Learning;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Perception.Tests.Learning;

/// <summary>A small classifier learns classes, keeps what it knew, and forgets them again without a trace.</summary>
public class LayerTeacherTests
{
    private const int Features = 8;

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public void A_new_class_is_known_and_the_old_ones_too(int passes)
    {
        Plan plan = Classifier();
        LastLayer layer = LastLayer.Find(plan);
        Assert.Equal((Features, 2, 0), (layer.Features, layer.Classes, layer.FeatureOffset));
        Plan taught = LayerTeacher.Teach(layer, Examples(0, 12), ["third", "fourth"], [], new TeachOptions { Passes = passes });
        Assert.Equal(["first", "second", "third", "fourth"], new Model(taught).Labels);
        Assert.Equal(1, LayerTeacher.LessonsOf(taught));
        int right = Right(taught, Examples(1, 40));
        Assert.InRange(right, passes == 0 ? 130 : 156, 160);
        Assert.InRange(Right(taught, [.. Examples(1, 40).Where(example => example.Label < 2)]), passes == 0 ? 60 : 78, 80);

        // Rows that did not learn keep their bytes.
        LastLayer after = LastLayer.Find(taught);
        Assert.Equal(layer.ToFixedPoint().Weights, after.ToFixedPoint().Weights[..(2 * Features)]);
    }

    [Fact]
    public void A_model_learns_the_same_bytes_from_the_same_examples()
    {
        Plan[] twice = [.. Enumerable.Range(0, 2).Select(_ => LayerTeacher.Teach(LastLayer.Find(Classifier()), Examples(0, 9), ["third", "fourth"], [0], new TeachOptions()))];
        Assert.Equal(twice[0].Constants, twice[1].Constants);
    }

    [Fact]
    public void Lessons_are_undone_one_after_the_other()
    {
        Plan plan = Classifier();
        Plan once = LayerTeacher.Teach(LastLayer.Find(plan), [.. Examples(0, 6).Where(example => example.Label < 3)], ["third"], [], new TeachOptions());
        Plan twice = LayerTeacher.Teach(LastLayer.Find(once), Examples(2, 6), ["fourth"], [2], new TeachOptions());
        Assert.Equal(2, LayerTeacher.LessonsOf(twice));
        AssertSame(once, LayerTeacher.Undo(twice));
        AssertSame(plan, LayerTeacher.Undo(LayerTeacher.Undo(twice)));
        Assert.Contains("never taught", Assert.Throws<InputException>(() => LayerTeacher.Undo(plan)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_that_is_improved_moves_and_the_others_do_not()
    {
        LastLayer layer = LastLayer.Find(Classifier());
        Plan taught = LayerTeacher.Teach(layer, [.. Examples(0, 12).Where(example => example.Label < 2)], [], [1], new TeachOptions());
        int[] before = layer.ToFixedPoint().Weights, after = LastLayer.Find(taught).ToFixedPoint().Weights;
        Assert.Equal(before[..Features], after[..Features]);
        Assert.NotEqual(before[Features..], after[Features..]);
    }

    [Fact]
    public void Examples_that_teach_nothing_are_refused()
    {
        LastLayer layer = LastLayer.Find(Classifier());
        Refused("no example of 'third'", [.. Examples(0, 3).Where(example => example.Label < 2)], ["third"], []);
        Refused("no example of class 1", [.. Examples(0, 3).Where(example => example.Label != 1)], ["third", "fourth"], [1]);
        Refused("of one class", [.. Examples(0, 3).Where(example => example.Label == 2)], ["third"], []);
        Refused("nothing to learn", Examples(0, 3), [], []);
        Refused("tell them apart", [new(new sbyte[Features], 0), new(new sbyte[Features], 2)], ["third"], []);
        void Refused(string words, IReadOnlyList<Example> examples, string[] added, int[] improved) => Assert.Contains(
            words, Assert.Throws<InputException>(() => LayerTeacher.Teach(layer, examples, added, improved, new TeachOptions())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2 1 1")]
    [InlineData("2 99999 64 12 0 0 0 0 0 0")]
    [InlineData("2 16 64 12 2147483644 0 0 0 0 0")]
    [InlineData("3 48 -4 12 0 0 0 0 0 0")]
    public void A_lesson_that_was_changed_is_refused(string lesson)
    {
        Plan taught = LayerTeacher.Teach(LastLayer.Find(Classifier()), Examples(0, 6), ["third", "fourth"], [], new TeachOptions());
        ((Dictionary<string, string>)taught.Metadata)["edgedeep.taught"] = lesson;
        Assert.Contains("lesson", Assert.Throws<InputException>(() => LayerTeacher.Undo(taught)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Models_that_end_otherwise_are_refused()
    {
        Plan plan = Classifier();
        Plan soft = With(plan, [.. plan.Steps.Take(0), plan.Steps[0]], [2]);
        Assert.Equal(2, LastLayer.Find(soft).Classes);
        Assert.Contains("SoftmaxInt8", Assert.Throws<InputException>(() => LastLayer.Find(With(plan, [plan.Steps[1], plan.Steps[1]], [3]))).Message, StringComparison.Ordinal);
        Assert.Contains("2 outputs", Assert.Throws<InputException>(() => LastLayer.Find(With(plan, plan.Steps, [2, 3]))).Message, StringComparison.Ordinal);
        Assert.Contains("output is not", Assert.Throws<InputException>(() => LastLayer.Find(With(plan, plan.Steps, [2]))).Message, StringComparison.Ordinal);
    }

    private static void AssertSame(Plan expected, Plan actual)
    {
        Assert.Equal(expected.Constants, actual.Constants);
        Assert.Equal(expected.ArenaBytes, actual.ArenaBytes);
        Assert.Equal(expected.Metadata, actual.Metadata);
        Assert.Equal(expected.Tensors.Select(tensor => (tensor.Name, string.Join(',', tensor.Shape), tensor.Offset)), actual.Tensors.Select(tensor => (tensor.Name, string.Join(',', tensor.Shape), tensor.Offset)));
        Assert.Equal(expected.Steps.Select(step => (step.Op, step.Macs, string.Join(',', step.Parameters))), actual.Steps.Select(step => (step.Op, step.Macs, string.Join(',', step.Parameters))));
    }

    private static int Right(Plan plan, IReadOnlyList<Example> examples)
    {
        Session session = new(new Model(plan));
        return examples.Count(example =>
        {
            example.Features.CopyTo(session.Input<sbyte>());
            session.Run();
            ReadOnlySpan<sbyte> scores = session.Output<sbyte>();
            int best = 0;
            for (int i = 1; i < scores.Length; i++)
            {
                best = scores[i] > scores[best] ? i : best;
            }

            return best == example.Label;
        });
    }

    /// <summary>Class c stands out in features 2c and 2c + 1.</summary>
    private static Example[] Examples(int seed, int count)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, 4 * count).Select(i => new Example(
            [.. Enumerable.Range(0, Features).Select(k => (sbyte)((k / 2 == i % 4 ? 70 : 0) + random.Next(-25, 25)))], i % 4))];
    }

    /// <summary>Knows classes 0 and 1 by their features; features are the input itself.</summary>
    private static Plan Classifier()
    {
        sbyte[] weights = [90, 90, -90, -90, 0, 0, 0, 0, -90, -90, 90, 90, 0, 0, 0, 0];
        int[] bias = [0, 0], multipliers = [1 << 30, 1 << 30], shifts = [-6, -6];
        byte[] constants = [.. MemoryMarshal.AsBytes<sbyte>(weights), .. MemoryMarshal.AsBytes<int>(bias), .. MemoryMarshal.AsBytes<int>(multipliers), .. MemoryMarshal.AsBytes<int>(shifts)];
        int[] dense = new int[FullyConnectedParameters.Count], softmax = new int[SoftmaxParameters.Count];
        new FullyConnectedParameters { Batches = 1, InputChannels = Features, OutputChannels = 2, ActivationMin = -128, ActivationMax = 127 }.Store(dense, 0);

        // A step of a logit is 1/16: 2^22 of 2^26.
        new SoftmaxParameters { Rows = 1, Depth = 2, InputMultiplier = 1 << 30, InputLeftShift = 23, DiffMin = -248 }.Store(softmax, 0);
        return new Plan
        {
            Tensors =
            [
                new("in", ElementType.Int8, [1, Features], Storage.Arena, 0, 1, 0),
                new("w", ElementType.Int8, [2, Features], Storage.Constant, 0, 1, 0),
                new("logits", ElementType.Int8, [1, 2], Storage.Arena, 16, 1 / 16f, 0),
                new("out", ElementType.Int8, [1, 2], Storage.Arena, 32, 1 / 256f, -128),
                new("b", ElementType.Int32, [2], Storage.Constant, 16, 0, 0),
                new("m", ElementType.Int32, [2], Storage.Constant, 24, 0, 0),
                new("s", ElementType.Int32, [2], Storage.Constant, 32, 0, 0),
            ],
            Steps =
            [
                new PlanStep(OpCode.FullyConnectedInt8, "dense", [0, 1, 4, 5, 6], [2], dense, 2 * Features),
                new PlanStep(OpCode.SoftmaxInt8, "softmax", [2], [3], softmax, 0),
            ],
            Inputs = [0],
            Outputs = [3],
            ArenaBytes = 64,
            Constants = constants,
            InitialState = [],
            Metadata = new Dictionary<string, string> { [MetadataKeys.Labels] = "first\nsecond" },
        };
    }

    private static Plan With(Plan plan, IReadOnlyList<PlanStep> steps, IReadOnlyList<int> outputs) => new()
    {
        Tensors = plan.Tensors,
        Steps = steps,
        Inputs = plan.Inputs,
        Outputs = outputs,
        ArenaBytes = plan.ArenaBytes,
        Constants = plan.Constants,
        InitialState = plan.InitialState,
        Metadata = plan.Metadata,
    };
}
