namespace EdgeDeep.Perception.Tests;

/// <summary>What every message for users must be: one sentence that names what it is about.</summary>
internal static class OneSentence
{
    public static void About(InputException e, params string[] words)
    {
        Assert.EndsWith(".", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(". ", e.Message, StringComparison.Ordinal);
        foreach (string word in words)
        {
            Assert.Contains(word, e.Message, StringComparison.Ordinal);
        }
    }
}
