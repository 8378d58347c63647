namespace EdgeDeep.Kernels.Float;

/// <summary>The largest or smallest elements of every row in order, and where they were; of equal ones the first comes first.</summary>
/// <remarks>Work grows with Depth * Kept at worst. Input and output must not overlap.</remarks>
public static class TopK
{
    /// <summary>float32 in, float32 and int32 out.</summary>
    /// <param name="input">Rows * Depth values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Rows * Kept values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="indices">Rows * Kept places of these values in their rows.</param>
    /// <param name="indicesAt">Index of the first place.</param>
    /// <param name="p">Sizes.</param>
    public static void Float32(
        float[] input, int inputAt, float[] output, int outputAt, int[] indices, int indicesAt, in TopKParameters p)
    {
        for (int row = 0; row < p.Rows; row++)
        {
            int from = inputAt + (row * p.Depth);
            int to = row * p.Kept;
            int kept = 0;
            for (int i = 0; i < p.Depth; i++)
            {
                float value = input[from + i];
                int place = kept;
                while (place > 0 && (p.Smallest != 0 ? value < output[outputAt + to + place - 1] : value > output[outputAt + to + place - 1]))
                {
                    place--;
                }

                if (place >= p.Kept)
                {
                    continue;
                }

                kept = kept < p.Kept ? kept + 1 : kept;
                for (int k = kept - 1; k > place; k--)
                {
                    output[outputAt + to + k] = output[outputAt + to + k - 1];
                    indices[indicesAt + to + k] = indices[indicesAt + to + k - 1];
                }

                output[outputAt + to + place] = value;
                indices[indicesAt + to + place] = i;
            }
        }
    }
}
