using EdgeDeep.Compiler.Calibrate;
using EdgeDeep.Perception.Audio;
using EdgeDeep.Perception.Preprocessing;

namespace EdgeDeep.Cli.Models;

/// <summary>Sounds or pictures as calibration data: read and pre-processed one at a time.</summary>
internal sealed class FileSamples(IReadOnlyList<string> files, PreprocessingSpec spec, int[] inputShape) : ICalibrationData
{
    /// <summary>A sound that is cut into many inputs tells their number only when it is read.</summary>
    public int? Count => Stream is null ? files.Count : null;

    private WaveformSpec? Stream => spec is WaveformSpec { Hop: > 0 } waveform ? waveform : null;

    /// <summary>Every file stands for itself, as when it is classified: one input, or all that a streaming model hears of it.</summary>
    public IEnumerable<IEnumerable<float[][]>> Sequences() => Stream is { } stream
        ? files.Select(file => WaveformFrames.Of(WavReader.Read(file), stream).Select(frame => (float[][])[frame]))
        : Samples().Chunk(1);

    public IEnumerable<float[][]> Samples()
    {
        if (Stream is not null)
        {
            foreach (float[][] sample in Sequences().SelectMany(sequence => sequence))
            {
                yield return sample;
            }

            yield break;
        }

        // A float model is given real numbers; in fixed point its input comes only when it is int8.
        Preprocessor preprocessor = Preprocessor.Create(spec is SpectrogramSpec mel ? mel with { IsFixedPoint = false } : spec, inputShape);
        foreach (string file in files)
        {
            float[] tensor = new float[preprocessor.ElementCount];
            preprocessor.FileToTensor(file, tensor);
            yield return [tensor];
        }
    }
}

/// <summary>Some samples of a set, evenly spread.</summary>
internal sealed class SomeSamples(ICalibrationData all, int count) : ICalibrationData
{
    public int? Count => all.Count is { } known ? Math.Min(known, count) : null;

    public IEnumerable<float[][]> Samples()
    {
        if (all.Count is not { } known)
        {
            return all.Samples().Take(count);
        }

        HashSet<int> chosen = [.. Spread.Take([.. Enumerable.Range(0, known)], count)];
        return all.Samples().Where((_, i) => chosen.Contains(i));
    }
}
