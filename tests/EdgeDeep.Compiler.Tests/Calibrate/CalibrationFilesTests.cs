using System.Runtime.InteropServices;
using CsCheck;
using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Runtime.Plans;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Compiler.Tests.Calibrate;

public class CalibrationFilesTests
{
    private static readonly float[] Twelve = [.. Enumerable.Range(-6, 12).Select(i => (float)i)];

    public static TheoryData<string, byte[]> Types => new()
    {
        { "<f2", Bytes(Twelve, value => (Half)value) },
        { "<f4", Bytes(Twelve, value => value) },
        { "<f8", Bytes(Twelve, value => (double)value) },
        { "|i1", Bytes(Twelve, value => (sbyte)value) },
        { "<i2", Bytes(Twelve, value => (short)value) },
        { "<i4", Bytes(Twelve, value => (int)value) },
        { "<i8", Bytes(Twelve, value => (long)value) },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void AllElementTypesAreRead(string type, byte[] elements)
    {
        using ArrayFiles files = new();
        for (int version = 1; version <= 3; version++)
        {
            float[][][] samples = Read(files.Write("a.npy", ArrayFiles.Npy(type, [3, 2, 2], elements, version)), Model([1, 2, 2]));
            Assert.Equal(Twelve, samples.SelectMany(sample => Assert.Single(sample)));
            Assert.Equal(3, samples.Length);
        }
    }

    [Fact]
    public void BytesWithoutSignAreRead()
    {
        using ArrayFiles files = new();
        Assert.Equal([0, 128, 255], Read(files.Write("a.npy", ArrayFiles.Npy<byte>("|u1", [3], [0, 128, 255])), Model([3]))[0][0]);
    }

    [Theory]
    [InlineData(new[] { 2, 3, 1, 2 }, 2, 3)]
    [InlineData(new[] { 1, 6, 1, 2 }, 1, 6)]
    [InlineData(new[] { 6, 1, 1, 2 }, 6, 1)]
    [InlineData(new[] { 6, 1, 2 }, 1, 6)]
    [InlineData(new[] { 6, 2 }, 1, 6)]
    public void AGraphWithStateReadsSequences(int[] array, int sequences, int steps)
    {
        using ArrayFiles files = new();
        Graph graph = Remembering();
        string path = files.Write("a.npy", ArrayFiles.Npy("<f4", array, Twelve)), npz = files.Write("a.npz", ArrayFiles.Npz(("x.npy", File.ReadAllBytes(path))));
        foreach (ICalibrationData data in new[] { CalibrationFiles.Open(path, graph), CalibrationFiles.Open(npz, graph) })
        {
            Assert.Equal(6, data.Count);
            float[][][][] read = [.. data.Sequences().Select(sequence => sequence.ToArray())];
            Assert.Equal(sequences, read.Length);
            Assert.All(read, sequence => Assert.Equal(steps, sequence.Length));
            Assert.Equal(Twelve, read.SelectMany(sequence => sequence).SelectMany(sample => sample[0]));
        }
    }

    [Fact]
    public void EveryFileOfAFolderStartsASequence()
    {
        using ArrayFiles files = new();
        files.Write("a.npy", ArrayFiles.Npy("<f4", [3, 2, 1, 2], Twelve));
        files.Write("b.npy", ArrayFiles.Npy("<f4", [6, 1, 2], Twelve));
        Assert.Equal([2, 2, 2, 6], CalibrationFiles.Open(files.Folder, Remembering()).Sequences().Select(sequence => sequence.Count()));
    }

    [Fact]
    public void SequencesAreForGraphsWithStateAndAlikeForAllInputs()
    {
        using ArrayFiles files = new();
        string path = files.Write("a.npy", ArrayFiles.Npy("<f4", [2, 3, 1, 2], Twelve));
        Assert.Contains("[2,3,1,2]", Assert.Throws<ModelException>(() => CalibrationFiles.Open(path, Model([1, 2]))).Message, StringComparison.Ordinal);
        Graph two = Remembering();
        two.Inputs.Add(new Value("y", ElementType.Float32, 1, 2));
        byte[] other = ArrayFiles.Npy("<f4", [3, 2, 1, 2], Twelve);
        string npz = files.Write("b.npz", ArrayFiles.Npz(("x.npy", File.ReadAllBytes(path)), ("y.npy", other)));
        string message = Assert.Throws<ModelException>(() => CalibrationFiles.Open(npz, two)).Message;
        Assert.Contains("2 sequences of 3 samples, 3 sequences of 2 samples", message, StringComparison.Ordinal);
        message = Assert.Throws<ModelException>(() => CalibrationFiles.Open(files.Write("c.npy", ArrayFiles.Npy("<f4", [2, 6], Twelve)), Remembering())).Message;
        Assert.Contains("[N,T,1,2] for N sequences of T", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { 3, 1, 2, 2 }, new[] { 1, 2, 2 }, 3)]
    [InlineData(new[] { 3, 2, 2 }, new[] { 1, 2, 2 }, 3)]
    [InlineData(new[] { 6, 2 }, new[] { 2, 2 }, 3)]
    [InlineData(new[] { 3, 4 }, new[] { 1, 3, 4 }, 1)]
    [InlineData(new[] { 1, 12 }, new[] { 1, 12 }, 1)]
    [InlineData(new[] { 12, 1 }, new[] { 1 }, 12)]
    [InlineData(new[] { 12 }, new int[0], 12)]
    public void LeadingDimensionsCountSamples(int[] array, int[] input, int count)
    {
        using ArrayFiles files = new();
        string path = files.Write("a.npy", ArrayFiles.Npy("<f4", array, Twelve));
        ICalibrationData data = CalibrationFiles.Open(path, Model(input));
        Assert.Equal(count, data.Count);
        Assert.Equal(Twelve, data.Samples().SelectMany(sample => sample[0]));
        Assert.Equal(count, data.Samples().Count());
    }

    [Fact]
    public void ArchivesAreMatchedByNameOrElseByOrder()
    {
        using ArrayFiles files = new();
        byte[] first = ArrayFiles.Npy("<f4", [2, 2], [1f, 2, 3, 4]), second = ArrayFiles.Npy("<f4", [2, 1], [5f, 6]);
        Graph graph = Model([1, 2], [1, 1]);
        foreach (byte[] archive in new[]
        {
            ArrayFiles.Npz(("in1.npy", second), ("other.npy", first), ("in0.npy", first)),
            ArrayFiles.Npz(("arr_0.npy", first), ("arr_1.npy", second)),
        })
        {
            float[][][] samples = Read(files.Write("a.npz", archive), graph);
            Assert.Equal(2, samples.Length);
            Assert.Equal([1, 2, 5, 3, 4, 6], samples.SelectMany(sample => sample).SelectMany(array => array));
        }
    }

    [Fact]
    public void LabelsBesideTheOnlyInputAreLeftOut()
    {
        float[][][] samples = Read(SharedData.PathOf("mlperf-tiny/sww_calibration_samples.npz"), Model([1, 30, 1, 40]));
        Assert.Equal(45, samples.Length);
        Assert.All(samples, sample => Assert.Equal(1200, Assert.Single(sample).Length));
        Assert.True(samples.Max(sample => sample[0].Max()) > 0);
    }

    [Fact]
    public void RawFilesAndFoldersAreReadInOrder()
    {
        using ArrayFiles files = new();
        files.Write("b.bin", Bytes(Twelve, value => value));
        files.Write("a.npy", ArrayFiles.Npy("<f4", [1, 4], [9f, 8, 7, 6]));
        files.Write("readme.txt", [1]);
        ICalibrationData data = CalibrationFiles.Open(files.Folder, Model([1, 4]));
        Assert.Equal(4, data.Count);
        Assert.Equal([9, 8, 7, 6, .. Twelve], data.Samples().SelectMany(sample => sample[0]));
    }

    public static TheoryData<string, byte[], string> Bad => new()
    {
        { "a.npy", ArrayFiles.Npy("<f4", [3, 2, 2], Twelve, fortran: true), "Fortran order" },
        { "a.npy", ArrayFiles.Npy("<f4", [3, 5], Twelve), "[3,5] and input 'in0' needs [N,1,2,2]" },
        { "a.npy", ArrayFiles.Npy("<f4", [4, 2, 2], Twelve), "ends too early" },
        { "a.npy", ArrayFiles.Npy<float>("<f4", [0, 2, 2], []), "empty" },
        { "a.npy", ArrayFiles.Npy(">f4", [3, 2, 2], Twelve), "'>f4'" },
        { "a.npy", ArrayFiles.Npy("<f4", [1, 2, 2], [1, 2, float.NaN, 4]), "NaN" },
        { "a.npy", ArrayFiles.Npy("<f8", [1, 2, 2], [1, 2, 1e300, 4]), "infinite" },
        { "a.npy", ArrayFiles.Npy("<f4", [2, 2, 2], Twelve, version: 4), "version" },
        { "a.npy", [1, 2, 3], "ends too early" },
        { "a.npz", ArrayFiles.Npz(("a.npy", ArrayFiles.Npy("<f4", [1, 4], Twelve)), ("b.npy", ArrayFiles.Npy("<f4", [3, 4], Twelve))), "name the arrays" },
        { "a.npz", [1, 2, 3], "cannot be read" },
        { "a.bin", new byte[17], "17 bytes" },
        { "a.bin", [], "0 bytes" },
        { "a.csv", [1], "no file of numbers" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void BadFilesAreNamedWithTheReason(string name, byte[] bytes, string reason)
    {
        using ArrayFiles files = new();
        string path = files.Write(name, bytes);
        string message = Assert.Throws<ModelException>(() => Read(path, Model([1, 2, 2]))).Message;
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.Contains(path, message, StringComparison.Ordinal);
    }

    [Fact]
    public void OtherMistakesAreNamedToo()
    {
        using ArrayFiles files = new();
        Assert.Contains("no calibration file", Message(Path.Combine(files.Folder, "none.npy"), Model([1])), StringComparison.Ordinal);
        Assert.Contains("holds no", Message(files.Folder, Model([1])), StringComparison.Ordinal);
        Assert.Contains(".npz", Message(files.Write("a.npy", []), Model([1], [1])), StringComparison.Ordinal);
        Assert.Contains("to the end", Message(files.Write("b.npy", ArrayFiles.Npy("<f4", [1, 3, 2, 2], Twelve)), Model([1, 2, 2, 3])), StringComparison.Ordinal);
        Assert.Contains("in front", Message(files.Write("b.npy", ArrayFiles.Npy("<f4", [2, 2, 3], Twelve)), Model([1, 3, 2, 2])), StringComparison.Ordinal);
        byte[] uneven = ArrayFiles.Npz(("a.npy", ArrayFiles.Npy("<f4", [2, 1], [1f, 2])), ("b.npy", ArrayFiles.Npy("<f4", [3, 1], [1f, 2, 3])));
        Assert.Contains("same number", Message(files.Write("c.npz", uneven), Model([1, 1], [1, 1])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".npy")]
    [InlineData(".npz")]
    public void DamagedFilesNeverDoWorse(string extension)
    {
        byte[] array = ArrayFiles.Npy("<f4", [3, 2, 2], Twelve);
        byte[] good = extension == ".npy" ? array : ArrayFiles.Npz(("in0.npy", array));
        using ArrayFiles files = new();
        Gen<byte[]> noise = Gen.Byte.Array[0, 200];
        Gen<byte[]> damaged = Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte, Gen.Int[0, good.Length]).Array[1, 4].Select(changes =>
        {
            byte[] copy = (byte[])good.Clone();
            foreach ((int at, byte value, int _) in changes)
            {
                copy[at] = value;
            }

            return changes[0].Item2 % 4 == 0 ? copy[..changes[0].Item3] : copy;
        });
        Gen<byte[]> header = Gen.String[Gen.Char["'descr:()<f48TrueFalse, {}shape_ortn0123L"], 0, 150]
            .Select(text => (byte[])[0x93, .. "NUMPY\u0001\0"u8, (byte)text.Length, 0, .. System.Text.Encoding.Latin1.GetBytes(text)]);
        Gen.OneOf(noise, damaged, damaged, header).Check(500, bytes =>
        {
            string path = files.Write("x" + extension, bytes);
            try
            {
                Assert.All(Read(path, Model([1, 2, 2])), sample => Assert.Equal(4, Assert.Single(sample).Length));
            }
            catch (ModelException problem)
            {
                Assert.EndsWith(".", problem.Message, StringComparison.Ordinal);
            }
        });
    }

    private static string Message(string path, Graph graph) => Assert.Throws<ModelException>(() => Read(path, graph)).Message;

    private static float[][][] Read(string path, Graph graph) => [.. CalibrationFiles.Open(path, graph).Samples()];

    /// <summary>A graph of one input [1,2] that remembers something.</summary>
    private static Graph Remembering()
    {
        Graph graph = Model([1, 2]);
        Value state = new("state", ElementType.Float32, 1, 2);
        graph.Inputs[0].Name = "x";
        graph.States.Add(new State(state, graph.Inputs[0], new byte[8]));
        return graph;
    }

    private static Graph Model(params int[][] inputs)
    {
        Graph graph = new("model.onnx");
        graph.Inputs.AddRange(inputs.Select((shape, i) => new Value($"in{i}", ElementType.Float32, shape)));
        return graph;
    }

    private static byte[] Bytes<T>(float[] values, Func<float, T> convert)
        where T : unmanaged => MemoryMarshal.AsBytes(values.Select(convert).ToArray().AsSpan()).ToArray();
}
