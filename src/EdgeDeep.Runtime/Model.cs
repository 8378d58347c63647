using EdgeDeep.Runtime.Kernels;
using EdgeDeep.Runtime.Kernels.Simd;
using EdgeDeep.Runtime.Memory;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Runtime;

/// <summary>A loaded .edge model: constants and plan. It never changes, so any number of sessions may share it.</summary>
public sealed class Model
{
    /// <summary>Takes over a plan that was read or built before.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="level">The instructions that kernels use; null for <see cref="KernelLevels.Default"/>.</param>
    /// <exception cref="ModelFormatException">The plan calls a kernel wrongly.</exception>
    public Model(Plan plan, KernelLevel? level = null)
    {
        Level = level ?? KernelLevels.Default;
        Plan = plan;
        Constants = new TypedMemory(plan, Storage.Constant, plan.Constants);
        Labels = plan.Metadata.TryGetValue(MetadataKeys.Labels, out string? labels)
            ? labels.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : [];
        KernelTable.Check(plan);
        Packed = [.. plan.Steps.Select(step => SimdTable.TryPack(plan, step, Constants, Level))];
    }

    /// <summary>The plan.</summary>
    public Plan Plan { get; }

    /// <summary>Class names in output order; empty where the model carries none.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>The instructions that kernels use.</summary>
    public KernelLevel Level { get; }

    internal TypedMemory Constants { get; }

    /// <summary>For every step the vector kernel with its rearranged constants, or null for the portable one.</summary>
    internal IReadOnlyList<PackedStep?> Packed { get; }

    /// <summary>The instructions that one step uses; <see cref="KernelLevel.Portable"/> where the level has no kernel for it.</summary>
    /// <param name="step">Index of the step in the plan.</param>
    public KernelLevel LevelOf(int step) => Packed[step] is null ? KernelLevel.Portable : Level;

    /// <summary>Loads a model from a file.</summary>
    /// <param name="path">Path of an .edge file.</param>
    /// <param name="level">The instructions that kernels use; null for <see cref="KernelLevels.Default"/>.</param>
    /// <exception cref="ModelFormatException">The file is damaged or no .edge file; the message names it.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Model Load(string path, KernelLevel? level = null)
    {
        try
        {
            return Load(File.ReadAllBytes(path), level);
        }
        catch (ModelFormatException e)
        {
            throw new ModelFormatException($"{path}: {e.Message}");
        }
    }

    /// <summary>Loads a model from the bytes of a file.</summary>
    /// <exception cref="ModelFormatException">The bytes are damaged or no .edge file.</exception>
    public static Model Load(byte[] file, KernelLevel? level = null) => new(PlanReader.Read(file), level);
}
