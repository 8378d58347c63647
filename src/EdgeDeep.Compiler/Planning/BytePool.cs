using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Planning;

/// <summary>
/// Lays tensors with given bytes (constants, state) out by element type, widest first, so that each type is one aligned run
/// without gaps.
/// </summary>
internal static class BytePool
{
    public static byte[] Place(List<Buffer> buffers, Storage storage, int[] offsets)
    {
        int[] order = [.. Enumerable.Range(0, buffers.Count)
            .Where(i => buffers[i].Storage == storage && buffers[i].AliasOf is null)
            .OrderByDescending(i => ElementTypes.SizeOf(buffers[i].Type)).ThenBy(i => buffers[i].Type)];
        using MemoryStream pool = new();
        foreach (int i in order)
        {
            offsets[i] = checked((int)pool.Length);
            pool.Write(buffers[i].Data!);
        }

        for (int i = 0; i < buffers.Count; i++)
        {
            if (buffers[i].Storage == storage && buffers[i].AliasOf is { } root)
            {
                offsets[i] = offsets[root];
            }
        }

        return pool.ToArray();
    }
}
