using System.Buffers.Binary;
using System.Text;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Emit.Edge;

/// <summary>Serializes a plan as an .edge file (docs/format.md).</summary>
public static class EdgeWriter
{
    private const int ConstantAlignment = 16;

    /// <summary>The bytes of the file.</summary>
    public static byte[] Write(Plan plan)
    {
        using MemoryStream file = new();
        using BinaryWriter writer = new(file);
        file.SetLength(PlanReader.HeaderBytes);
        file.Position = PlanReader.HeaderBytes;
        Ints(writer, plan.Inputs);
        Ints(writer, plan.Outputs);
        int tensorsAt = (int)file.Position;
        foreach (PlanTensor tensor in plan.Tensors)
        {
            WriteTensor(writer, tensor);
        }

        int stepsAt = (int)file.Position;
        foreach (PlanStep step in plan.Steps)
        {
            WriteStep(writer, step);
        }

        int metadataAt = (int)file.Position;
        writer.Write(plan.Metadata.Count);
        foreach ((string key, string value) in plan.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Text(writer, key);
            Text(writer, value);
        }

        int constantsAt = Block(writer, plan.Constants);
        int stateAt = Block(writer, plan.InitialState);
        byte[] bytes = file.ToArray();
        WriteHeader(
            bytes,
            plan.Tensors.Count, plan.Steps.Count, plan.Inputs.Count, plan.Outputs.Count,
            tensorsAt, stepsAt, metadataAt, constantsAt, plan.Constants.Length, plan.ArenaBytes, stateAt, plan.InitialState.Length);
        return bytes;
    }

    /// <summary>Writes the file so that an interruption never leaves a partial one under its name.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Write(Plan plan, string path)
    {
        byte[] bytes = Write(plan);
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        string temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{Environment.ProcessId}.tmp");
        try
        {
            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static void WriteHeader(byte[] file, params ReadOnlySpan<int> fields)
    {
        BinaryPrimitives.WriteInt32LittleEndian(file, PlanReader.Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(4), PlanReader.Version);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(6), PlanReader.HeaderBytes);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(8), file.Length);
        for (int i = 0; i < fields.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16 + (4 * i)), fields[i]);
        }

        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(12), Crc32.Compute(file.AsSpan(16)));
    }

    private static void WriteTensor(BinaryWriter writer, PlanTensor tensor)
    {
        writer.Write((int)tensor.Type | ((int)tensor.Storage << 8) | (tensor.Shape.Length << 16));
        writer.Write(tensor.Offset);
        writer.Write(tensor.ZeroPoint);
        writer.Write(tensor.Scale);
        Ints(writer, tensor.Shape);
        Text(writer, tensor.Name);
    }

    private static void WriteStep(BinaryWriter writer, PlanStep step)
    {
        writer.Write((int)step.Op);
        writer.Write(step.Macs);
        writer.Write(step.Inputs.Length);
        writer.Write(step.Outputs.Length);
        writer.Write(step.Parameters.Length);
        Ints(writer, step.Inputs);
        Ints(writer, step.Outputs);
        Ints(writer, step.Parameters);
        Text(writer, step.Name);
    }

    private static void Ints(BinaryWriter writer, IReadOnlyList<int> values)
    {
        foreach (int value in values)
        {
            writer.Write(value);
        }
    }

    private static void Text(BinaryWriter writer, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        writer.Write(bytes.Length);
        writer.Write(bytes);
        PadTo(writer, 4);
    }

    private static int Block(BinaryWriter writer, byte[] bytes)
    {
        PadTo(writer, ConstantAlignment);
        int at = (int)writer.BaseStream.Position;
        writer.Write(bytes);
        PadTo(writer, 4);
        return at;
    }

    private static void PadTo(BinaryWriter writer, int alignment)
    {
        while (writer.BaseStream.Position % alignment != 0)
        {
            writer.Write((byte)0);
        }
    }
}
