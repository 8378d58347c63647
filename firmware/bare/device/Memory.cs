namespace EdgeDeep.Bare
{
    /// <summary>Blocks of memory.</summary>
    public static unsafe class Memory
    {
        /// <summary>Copies bytes; the blocks may overlap.</summary>
        public static void Copy(void* to, void* from, int bytes) =>
            System.SpanHelpers.Memmove(ref *(byte*)to, ref *(byte*)from, (nuint)bytes);

        /// <summary>Sets bytes to zero.</summary>
        public static void Clear(void* at, int bytes) => System.SpanHelpers.Fill(ref *(byte*)at, 0, (nuint)bytes);
    }
}
