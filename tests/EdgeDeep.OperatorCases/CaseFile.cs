namespace EdgeDeep.OperatorCases;

/// <summary>
/// Cases as a binary file that a program on any device can read. All numbers are 32-bit little-endian: the number of cases,
/// then for each case the kernel's number, the number of parameters, the parameters, the number of operands, the number of
/// results, and for each operand and result its element type, its number of bytes and its bytes, filled up with zeros to a
/// multiple of 4.
/// </summary>
public static class CaseFile
{
    /// <summary>Writes cases.</summary>
    public static byte[] Write(IReadOnlyList<OperatorCase> cases)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        writer.Write(cases.Count);
        foreach (OperatorCase item in cases)
        {
            writer.Write((int)item.Op);
            writer.Write(item.Parameters.Length);
            Array.ForEach(item.Parameters, writer.Write);
            writer.Write(item.Inputs.Length);
            writer.Write(item.Outputs.Length);
            foreach (CaseTensor tensor in item.Inputs.Concat(item.Outputs))
            {
                writer.Write((int)tensor.Type);
                writer.Write(tensor.Content.Length);
                writer.Write(tensor.Content);
                writer.Write(new byte[-tensor.Content.Length & 3]);
            }
        }

        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Takes apart what a device answered: the bytes of all results of all cases one after the other, without gaps.</summary>
    /// <exception cref="InvalidDataException">The answer has another length.</exception>
    public static IReadOnlyList<byte[][]> ReadResults(IReadOnlyList<OperatorCase> cases, byte[] answer)
    {
        int expected = cases.Sum(item => item.Outputs.Sum(tensor => tensor.Content.Length));
        if (answer.Length != expected)
        {
            throw new InvalidDataException($"The results hold {answer.Length} bytes instead of {expected}.");
        }

        int at = 0;
        byte[] Take(CaseTensor tensor) => answer[at..(at += tensor.Content.Length)];
        return [.. cases.Select(item => item.Outputs.Select(Take).ToArray())];
    }
}
