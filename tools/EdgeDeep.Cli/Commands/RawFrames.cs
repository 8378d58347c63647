using EdgeDeep.Cli.Models;
using EdgeDeep.Cli.Terminals;

namespace EdgeDeep.Cli.Commands;

/// <summary>Files with the raw bytes of a model's inputs: one file for each input, each with as many frames as the others.</summary>
internal static class RawFrames
{
    /// <summary>Number of frames in the files.</summary>
    /// <param name="model">The model's path, for messages.</param>
    /// <param name="infos">The inputs.</param>
    /// <param name="files">The files, in model order.</param>
    /// <param name="isRepeated">Whether a file may hold more than one frame.</param>
    /// <exception cref="CommandException">A file is missing or has a wrong size.</exception>
    public static int Count(string model, IReadOnlyList<TensorInfo> infos, string[] files, bool isRepeated)
    {
        if (files.Length != infos.Count)
        {
            throw new CommandException($"{model} takes {Words.Plural(infos.Count, "input")} ({string.Join("; ", infos.Select(info => $"{info.Name} {info.Type} {Words.Shape(info.Shape)}"))}) and {Words.Plural(files.Length, "file")} {(files.Length == 1 ? "was" : "were")} given; give one file for each input in this order.");
        }

        long[] frames = [.. files.Select((path, i) => FramesOf(path, infos[i], isRepeated))];
        int different = Array.FindIndex(frames, count => count != frames[0]);
        if (different > 0)
        {
            throw new CommandException($"{files[0]} holds {frames[0]} inputs and {files[different]} holds {frames[different]}; give all files the same number.");
        }

        return checked((int)frames[0]);
    }

    /// <summary>The frames of files of a size that <see cref="Count"/> has checked.</summary>
    public static IEnumerable<byte[][]> Read(string[] files, IReadOnlyList<TensorInfo> infos, int frames)
    {
        FileStream[] streams = [.. files.Select(path => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read))];
        try
        {
            for (int frame = 0; frame < frames; frame++)
            {
                yield return [.. streams.Select((stream, i) => Next(stream, checked((int)infos[i].Bytes)))];
            }
        }
        finally
        {
            Array.ForEach(streams, stream => stream.Dispose());
        }
    }

    private static byte[] Next(FileStream stream, int count)
    {
        byte[] bytes = new byte[count];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static long FramesOf(string path, TensorInfo info, bool isRepeated)
    {
        long size = File.Exists(path)
            ? new FileInfo(path).Length
            : throw new CommandException($"{path} does not exist; give the bytes of input '{info.Name}'.");
        bool fits = isRepeated ? size > 0 && size % info.Bytes == 0 : size == info.Bytes;
        if (!fits)
        {
            bool isMultiple = size > 0 && size % info.Bytes == 0;
            string many = isRepeated ? " or a multiple" : string.Empty;
            string advice = isMultiple ? "add --repeat-frames to run one input after the other" : "give raw little-endian bytes of that type";
            throw new CommandException($"{path} has {size} bytes and input '{info.Name}' needs {info.Bytes}{many} ({info.Type} {Words.Shape(info.Shape)}); {advice}.");
        }

        return size / info.Bytes;
    }
}
