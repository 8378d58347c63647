namespace EdgeDeep.Cli.Models;

/// <summary>Chooses some of many, always the same ones.</summary>
internal static class Spread
{
    /// <summary>At most <paramref name="count"/> items at even distances, in their order; all where the count is null.</summary>
    public static IReadOnlyList<T> Take<T>(IReadOnlyList<T> items, int? count) => count is { } limit && limit < items.Count
        ? [.. Enumerable.Range(0, limit).Select(i => items[(int)((((2L * i) + 1) * items.Count) / (2L * limit))])]
        : items;
}
