using System.Text.Json.Serialization;

namespace EdgeDeep.Cli.Reports;

/// <summary>The JSON documents of the tool; generated at build time, so that nothing is looked up at run time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DictionaryKeyPolicy = JsonKnownNamingPolicy.Unspecified,
    WriteIndented = true,
    GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(EmulateReport))]
[JsonSerializable(typeof(QuantizeReport))]
[JsonSerializable(typeof(InspectReport))]
[JsonSerializable(typeof(RawRunReport))]
[JsonSerializable(typeof(AnswerReport))]
[JsonSerializable(typeof(EvaluateReport))]
[JsonSerializable(typeof(CompareReport))]
[JsonSerializable(typeof(ExportReport))]
[JsonSerializable(typeof(CheckReport))]
[JsonSerializable(typeof(BoardsReport))]
[JsonSerializable(typeof(BenchReport))]
[JsonSerializable(typeof(DoctorReport))]
[JsonSerializable(typeof(ListenReport))]
[JsonSerializable(typeof(DemoReport))]
[JsonSerializable(typeof(DeployReport))]
[JsonSerializable(typeof(DryRunReport))]
[JsonSerializable(typeof(FacesReport))]
[JsonSerializable(typeof(PairsReport))]
[JsonSerializable(typeof(PeopleReport))]
[JsonSerializable(typeof(PreparedFaces))]
[JsonSerializable(typeof(KeyReport))]
[JsonSerializable(typeof(RecordReport))]
[JsonSerializable(typeof(ExplainReport))]
[JsonSerializable(typeof(SignatureReport))]
[JsonSerializable(typeof(TeachReport))]
[JsonSerializable(typeof(ThresholdReport))]
[JsonSerializable(typeof(TuneReport))]
internal sealed partial class CliJson : JsonSerializerContext;
