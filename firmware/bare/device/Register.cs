namespace EdgeDeep.Bare
{
    /// <summary>A 32-bit register of a peripheral; every read and write happens, in the order of the program.</summary>
    public unsafe struct Register
    {
        /// <summary>What the register holds.</summary>
        public volatile uint Value;

        /// <summary>The register at an address.</summary>
        public static ref Register At(uint address) => ref *(Register*)address;
    }
}
