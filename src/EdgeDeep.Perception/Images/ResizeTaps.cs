namespace EdgeDeep.Perception.Images;

/// <summary>How pixels between the source's pixels are found.</summary>
public enum ResizeMethod
{
    /// <summary>
    /// Mean over the area a result pixel covers in the source, where the picture shrinks; bilinear along a side that grows.
    /// </summary>
    Area,

    /// <summary>Linear between the two nearest pixel centres of each side; pixel i has its centre at i + 0.5.</summary>
    Bilinear,

    /// <summary>The source pixel under the centre of the result pixel.</summary>
    Nearest,
}

/// <summary>Source pixels and weights for every result pixel along one side of a picture.</summary>
internal sealed class ResizeTaps
{
    /// <summary>First source pixel of each result pixel.</summary>
    public readonly int[] First;

    /// <summary>Where the weights of each result pixel start in <see cref="Weights"/>; one entry more marks the end.</summary>
    public readonly int[] Start;

    /// <summary>Weights of neighbouring source pixels; those of one result pixel sum to 1.</summary>
    public readonly float[] Weights;

    /// <summary>Computes the weights of one side.</summary>
    /// <param name="sourceSize">Pixels of the source along this side; none beyond them is used.</param>
    /// <param name="offset">Where the part used starts.</param>
    /// <param name="length">Length of the part used.</param>
    /// <param name="size">Pixels of the result.</param>
    /// <param name="method">How to weight.</param>
    public ResizeTaps(int sourceSize, double offset, double length, int size, ResizeMethod method)
    {
        First = new int[size];
        Start = new int[size + 1];
        double step = length / size;
        bool area = method == ResizeMethod.Area && step > 1;
        List<float> weights = new(area ? (int)length + (2 * size) : 2 * size);
        for (int i = 0; i < size; i++)
        {
            double left = offset + (i * step);
            double centre = left + (0.5 * step);
            Start[i] = weights.Count;
            if (area)
            {
                First[i] = AddArea(weights, sourceSize, left, left + step);
            }
            else if (method == ResizeMethod.Nearest)
            {
                First[i] = Math.Clamp((int)Math.Floor(centre), 0, sourceSize - 1);
                weights.Add(1);
            }
            else
            {
                First[i] = AddLinear(weights, sourceSize, centre - 0.5);
            }
        }

        Start[size] = weights.Count;
        Weights = [.. weights];
    }

    private static int AddArea(List<float> weights, int sourceSize, double left, double right)
    {
        left = Math.Clamp(left, 0, sourceSize);
        right = Math.Clamp(right, 0, sourceSize);
        int first = Math.Min((int)left, sourceSize - 1);
        if (right <= left)
        {
            weights.Add(1); // wholly outside: the edge pixel
            return first;
        }

        int end = Math.Max(first + 1, (int)Math.Ceiling(right));
        for (int i = first; i < end; i++)
        {
            double covered = Math.Min(right, i + 1) - Math.Max(left, i);
            weights.Add((float)(covered / (right - left)));
        }

        return first;
    }

    private static int AddLinear(List<float> weights, int sourceSize, double position)
    {
        position = Math.Clamp(position, 0, sourceSize - 1);
        int first = Math.Min((int)position, Math.Max(0, sourceSize - 2));
        double fraction = position - first;
        weights.Add((float)(1 - fraction));
        if (sourceSize > 1)
        {
            weights.Add((float)fraction);
        }

        return first;
    }
}
