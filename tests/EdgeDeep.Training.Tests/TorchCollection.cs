namespace EdgeDeep.Training.Tests;

/// <summary>Tests that run one after the other: torch has one random generator, which seeds of a neighbour would disturb.</summary>
[CollectionDefinition(Name)]
public sealed class TorchCollection
{
    public const string Name = "torch";
}
