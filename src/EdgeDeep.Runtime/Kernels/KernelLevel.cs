using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace EdgeDeep.Runtime.Kernels;

/// <summary>The instructions that kernels use. All levels give the same bytes.</summary>
public enum KernelLevel
{
    /// <summary>The portable kernels.</summary>
    Portable,

    /// <summary>64-bit Arm, every one of them: Raspberry Pi 3, 4 and Zero 2.</summary>
    AdvSimd,

    /// <summary>64-bit Arm with dot products of bytes: Raspberry Pi 5.</summary>
    AdvSimdDot,

    /// <summary>x64 without AVX2.</summary>
    Sse41,

    /// <summary>x64 with AVX2.</summary>
    Avx2,

    /// <summary>x64 with 512-bit vectors (AVX-512BW).</summary>
    Avx512,

    /// <summary>x64 with dot products of bytes (AVX-VNNI), and 512-bit vectors for rescaling where there are some.</summary>
    AvxVnni,
}

/// <summary><see cref="KernelLevels.Variable"/> names no level, or one that this processor lacks. The message is one sentence.</summary>
public sealed class KernelLevelException(string message) : Exception(message);

/// <summary>Chooses among <see cref="KernelLevel"/>.</summary>
public static class KernelLevels
{
    /// <summary>Environment variable that forces a level, by its name in any case.</summary>
    public const string Variable = "EDGEDEEP_KERNELS";

    private static readonly (KernelLevel Level, bool Supported)[] Preference =
    [
        (KernelLevel.AvxVnni, AvxVnni.IsSupported),
        (KernelLevel.Avx512, Avx512BW.IsSupported),
        (KernelLevel.Avx2, Avx2.IsSupported),
        (KernelLevel.Sse41, Sse41.IsSupported),
        (KernelLevel.AdvSimdDot, Dp.IsSupported),
        (KernelLevel.AdvSimd, AdvSimd.Arm64.IsSupported),
        (KernelLevel.Portable, true),
    ];

    /// <summary>The levels that this processor has, best first.</summary>
    public static IReadOnlyList<KernelLevel> Available { get; } =
        [.. Preference.Where(row => row.Supported).Select(row => row.Level)];

    /// <summary>The level that models use: the best one, or the one that the environment variable names.</summary>
    /// <exception cref="KernelLevelException">The variable names no level, or one that this processor lacks.</exception>
    public static KernelLevel Default => Choose(Environment.GetEnvironmentVariable(Variable));

    /// <summary>The level of a name, or the best one for an empty name.</summary>
    internal static KernelLevel Choose(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return Available[0];
        }

        foreach (KernelLevel level in Available)
        {
            if (string.Equals(level.ToString(), name, StringComparison.OrdinalIgnoreCase))
            {
                return level;
            }
        }

        throw new KernelLevelException(
            $"{Variable}={name}: this processor has {string.Join(", ", Available)}; set one of these or nothing.");
    }
}
