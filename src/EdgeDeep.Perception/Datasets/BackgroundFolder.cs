namespace EdgeDeep.Perception.Datasets;

/// <summary>The folder of a data set of sounds that holds noise to mix in. It lies among the class folders and is no class.</summary>
public static class BackgroundFolder
{
    /// <summary>Whether a folder has one of its names: <c>_background_</c>, or Speech Commands' <c>_background_noise_</c>.</summary>
    /// <param name="name">Name of a folder without its path.</param>
    public static bool IsNamed(string name) => name is "_background_" or "_background_noise_";
}
