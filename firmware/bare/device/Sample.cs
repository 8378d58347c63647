namespace EdgeDeep.Bare
{
    /// <summary>Made-up inputs, and what a sample program does with outputs.</summary>
    public static unsafe class Sample
    {
        /// <summary>Fills a tensor with pseudo-random values.</summary>
        public static void Fill(sbyte* values, int count, ref uint seed)
        {
            for (int i = 0; i < count; i++)
            {
                values[i] = Next(ref seed);
            }
        }

        /// <summary>Fills a tensor with pseudo-random values.</summary>
        public static void Fill(byte* values, int count, ref uint seed) => Fill((sbyte*)values, count, ref seed);

        /// <summary>Fills a tensor with pseudo-random multiples of 256.</summary>
        public static void Fill(short* values, int count, ref uint seed)
        {
            for (int i = 0; i < count; i++)
            {
                values[i] = (short)(Next(ref seed) * 256);
            }
        }

#if !NO_FLOAT
        /// <summary>Fills a tensor with pseudo-random values in [-2, 2).</summary>
        public static void Fill(float* values, int count, ref uint seed)
        {
            for (int i = 0; i < count; i++)
            {
                values[i] = Next(ref seed) / 64f;
            }
        }
#endif

        /// <summary>Fills a tensor of truth values.</summary>
        public static void FillTruths(byte* values, int count, ref uint seed)
        {
            for (int i = 0; i < count; i++)
            {
                values[i] = (byte)(Next(ref seed) & 1);
            }
        }

        /// <summary>Fills a tensor of indices with 0, which is one in every table.</summary>
        public static void FillIndices(int* values, int count, ref uint seed)
        {
            for (int i = 0; i < count; i++)
            {
                Next(ref seed);
                values[i] = 0;
            }
        }

        /// <summary>Fills a tensor of indices with 0, which is one in every table.</summary>
        public static void FillIndices(long* values, int count, ref uint seed)
        {
            for (int i = 0; i < count; i++)
            {
                Next(ref seed);
                values[i] = 0;
            }
        }

        /// <summary>How many bytes differ.</summary>
        public static int Differences(byte* a, byte* b, int count)
        {
            int different = 0;
            for (int i = 0; i < count; i++)
            {
                different += a[i] == b[i] ? 0 : 1;
            }

            return different;
        }

        /// <summary>Index of the largest value, the first of equals.</summary>
        public static int Largest(sbyte* values, int count)
        {
            int best = 0;
            for (int i = 1; i < count; i++)
            {
                best = values[i] > values[best] ? i : best;
            }

            return best;
        }

        /// <summary>Index of the largest value, the first of equals.</summary>
        public static int Largest(byte* values, int count)
        {
            int best = 0;
            for (int i = 1; i < count; i++)
            {
                best = values[i] > values[best] ? i : best;
            }

            return best;
        }

#if !NO_FLOAT
        /// <summary>Index of the largest value, the first of equals.</summary>
        public static int Largest(float* values, int count)
        {
            int best = 0;
            for (int i = 1; i < count; i++)
            {
                best = values[i] > values[best] ? i : best;
            }

            return best;
        }
#endif

        /// <summary>The stored form of the value at an address.</summary>
        public static long Stored(sbyte* value) => *value;

        /// <summary>The stored form of the value at an address.</summary>
        public static long Stored(byte* value) => *value;

        /// <summary>The stored form of the value at an address.</summary>
        public static long Stored(short* value) => *value;

        /// <summary>The stored form of the value at an address.</summary>
        public static long Stored(int* value) => *value;

        /// <summary>The stored form of the value at an address.</summary>
        public static long Stored(long* value) => *value;

        /// <summary>The bits of the value at an address.</summary>
        public static long Stored(float* value) => *(int*)value;

        private static sbyte Next(ref uint seed)
        {
            seed = (seed * 1_664_525) + 1_013_904_223;
            return (sbyte)(seed >> 24);
        }
    }
}
