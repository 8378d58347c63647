namespace EdgeDeep.Compiler.Graphs;

/// <summary>Memory of a network from one inference to the next.</summary>
/// <param name="Current">
/// Its content while an inference runs, as the inference before left it: a value that no node computes.
/// </param>
/// <param name="Next">Its content for the next inference; as many elements of the same type.</param>
/// <param name="Initial">Its bytes before the first inference and after a reset.</param>
public sealed record State(Value Current, Value Next, byte[] Initial);
