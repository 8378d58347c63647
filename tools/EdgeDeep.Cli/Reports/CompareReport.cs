namespace EdgeDeep.Cli.Reports;

/// <summary>What <c>compare</c> measured.</summary>
/// <param name="Data">The samples.</param>
/// <param name="Samples">How many all models computed.</param>
/// <param name="Reference">The model that the others are measured against.</param>
/// <param name="Models">All models, the reference first.</param>
internal sealed record CompareReport(string Data, int Samples, string Reference, IReadOnlyList<ComparedModel> Models);

/// <summary>One model against the reference.</summary>
/// <param name="Model">Its file and what computed it.</param>
/// <param name="SameAnswer">Part of the samples whose highest score of the first output is at the same place, 0 to 1; null for a single number.</param>
/// <param name="Outputs">Every output.</param>
/// <param name="Layers">Results inside that the float model has too; null unless asked for, or for a float model.</param>
internal sealed record ComparedModel(string Model, double? SameAnswer, IReadOnlyList<ComparedOutput> Outputs, IReadOnlyList<LayerReport>? Layers);

/// <summary>One output against the reference's.</summary>
/// <param name="Name">Its name in the float model.</param>
/// <param name="Decibels">Signal over noise; null where nothing differs.</param>
/// <param name="LargestDifference">Largest absolute difference.</param>
internal sealed record ComparedOutput(string Name, double? Decibels, double LargestDifference);
