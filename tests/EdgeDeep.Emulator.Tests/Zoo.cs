using EdgeDeep.Runtime;

namespace EdgeDeep.Emulator.Tests;

/// <summary>The models that the repository ships.</summary>
internal static class Zoo
{
    public static Model Load(string name)
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "EdgeDeep.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No EdgeDeep.sln above the tests.");
        }

        return Model.Load(Path.Combine(folder.FullName, "models", name, $"{name}.edge"));
    }

    /// <summary>Pseudo-random inputs of a model with int8 inputs.</summary>
    public static byte[][] Inputs(Board board, int seed)
    {
        Random random = new(seed);
        return [.. board.Inputs.Select(input =>
        {
            byte[] bytes = new byte[input.Bytes];
            random.NextBytes(bytes);
            return bytes;
        })];
    }

    /// <summary>The answers of the .NET runtime.</summary>
    public static byte[][] Run(Session session, byte[][] inputs)
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i].CopyTo(session.InputBytes(i));
        }

        session.Run();
        return [.. Enumerable.Range(0, session.OutputCount).Select(i => session.OutputBytes(i).ToArray())];
    }
}
