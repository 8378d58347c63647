namespace EdgeDeep.Compiler.Boards;

/// <summary>What a core computes in floating point by itself.</summary>
public enum FloatUnit
{
    /// <summary>Nothing: library routines do it with integers.</summary>
    None,

    /// <summary>32-bit floats.</summary>
    Single,

    /// <summary>32-bit and 64-bit floats.</summary>
    Double,
}

/// <summary>Instructions of a core that compute with several small integers at once.</summary>
public enum IntegerVectors
{
    /// <summary>None.</summary>
    None,

    /// <summary>The Armv7E-M and Armv8-M DSP extension: two 16-bit products at once.</summary>
    Dsp,

    /// <summary>The M-profile vector extension: 128 bits.</summary>
    Mve,

    /// <summary>Advanced SIMD of Armv8-A: 128 bits.</summary>
    Neon,

    /// <summary>Advanced SIMD with the dot-product instructions of Armv8.2-A.</summary>
    NeonDotProduct,

    /// <summary>The vector instructions of the ESP32-S3, which plain C does not use.</summary>
    Esp32S3,
}

/// <summary>A board that people own: what its chip has and how much of it a program can use.</summary>
/// <param name="Name">What a user types.</param>
/// <param name="Title">Name of the board.</param>
/// <param name="Chip">The microcontroller or processor.</param>
/// <param name="Core">The core that programs run on.</param>
/// <param name="Megahertz">Highest clock of that core.</param>
/// <param name="FlashBytes">Flash of the board; null where programs come from a memory card.</param>
/// <param name="ProgramBytes">Flash that a program may fill in the vendor's usual layout; null where programs come from a memory card.</param>
/// <param name="RamBytes">RAM of the chip or, on a Raspberry Pi, of the smallest variant.</param>
/// <param name="BlockBytes">Largest block of RAM that static data may fill in the vendor's usual layout; a model's arena lies in one block.</param>
/// <param name="FloatUnit">Floating point of the core.</param>
/// <param name="Vectors">Integer vectors of the core.</param>
/// <param name="Emulated">The emulated board with the closest core; null where none has that instruction set.</param>
/// <param name="Source">Where the figures come from.</param>
public sealed record BoardProfile(
    string Name,
    string Title,
    string Chip,
    string Core,
    int Megahertz,
    long? FlashBytes,
    long? ProgramBytes,
    long RamBytes,
    long BlockBytes,
    FloatUnit FloatUnit,
    IntegerVectors Vectors,
    string? Emulated,
    string Source)
{
    /// <summary>Whether models run there as C or bare C#; a Raspberry Pi runs the .NET runtime.</summary>
    public bool IsMicrocontroller => FlashBytes is not null;
}
