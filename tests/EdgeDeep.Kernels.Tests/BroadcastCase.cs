namespace EdgeDeep.Kernels.Tests;

/// <summary>Two shapes that broadcast, drawn at random: equal, one of them scalar, or each axis on its own.</summary>
internal sealed class BroadcastCase
{
    public int[] A { get; } = new int[5];

    public int[] B { get; } = new int[5];

    public int[] Output { get; } = new int[5];

    public int SizeA => Size(A);

    public int SizeB => Size(B);

    public int SizeOutput => Size(Output);

    public static BroadcastCase Draw(Sampler s)
    {
        BroadcastCase c = new();
        int kind = s.Next(0, 3);
        for (int i = 0; i < 5; i++)
        {
            int size = s.Next(1, 4);
            int side = s.Next(0, 2);
            c.A[i] = kind == 1 || (kind == 3 && side == 1) ? 1 : size;
            c.B[i] = kind == 2 || (kind == 3 && side == 2) ? 1 : size;
            c.Output[i] = Math.Max(c.A[i], c.B[i]);
        }

        return c;
    }

    public static int Size(int[] shape) => shape.Aggregate(1, (product, size) => product * size);

    /// <summary>Index in a tensor of the given shape of the output element with the given index.</summary>
    public int IndexIn(int[] shape, int outputIndex)
    {
        int index = 0;
        int stride = 1;
        for (int axis = 4; axis >= 0; axis--)
        {
            int position = outputIndex % Output[axis];
            outputIndex /= Output[axis];
            index += shape[axis] == 1 ? 0 : position * stride;
            stride *= shape[axis];
        }

        return index;
    }
}
