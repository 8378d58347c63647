using EdgeDeep.Compiler.Import;
using EdgeDeep.Compiler.Planning;
using EdgeDeep.Conformance.Tests;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Nano.Tests;

/// <summary>Exported models give the bytes of TensorFlow Lite Micro.</summary>
public class SameBytesTests
{
    public static TheoryData<string> Models =>
    [
        "kws_ref_model_int8", "vww_96_int8", "ic_resnet8_int8", "ad01_int8", "person_detect", "micro_speech_quantized",
        "sww_str_ww_ref_model_int8",
    ];

    [Theory]
    [MemberData(nameof(Models))]
    public void The_exported_sources_compute_them(string name)
    {
        Golden golden = Golden.Open(name);
        HostModel model = new(Import(golden));
        Golden.Case[] cases = [.. golden.SingleCases];
        Assert.NotEmpty(cases);
        Assert.All(cases, item => Assert.Equal(item.Outputs, model.Run(item.Inputs)));
    }

    /// <summary>One case, because the interpreter takes its time.</summary>
    [Theory]
    [InlineData("kws_ref_model_int8")]
    [InlineData("ad01_int8")]
    [InlineData("micro_speech_quantized")]
    [InlineData("sww_str_ww_ref_model_int8")]
    public void The_interpreter_computes_them(string name)
    {
        Golden golden = Golden.Open(name);
        InterpretedModel model = new(Import(golden));
        Assert.Empty(NanoAssemblyChecks.Find(model.Assembly));
        Golden.Case item = golden.SingleCases.First();
        Assert.Equal(item.Outputs, model.Run(item.Inputs));
    }

    /// <summary>Seven and more million multiply-accumulates.</summary>
    [Theory]
    [Trait("Category", "Long")]
    [InlineData("vww_96_int8")]
    [InlineData("ic_resnet8_int8")]
    [InlineData("person_detect")]
    public void The_interpreter_computes_those_of_large_models(string name) => The_interpreter_computes_them(name);

    [Fact]
    public void A_streaming_model_keeps_its_state_and_forgets_it_on_reset()
    {
        Golden golden = Golden.Open("v2_okay_nabu");
        InterpretedModel model = new(Import(golden));
        Golden.Sequence sequence = golden.Sequences.First(item => item.ResetBefore is not null);
        int inputBytes = sequence.Inputs[0].Length / sequence.Steps, outputBytes = sequence.Outputs[0].Length / sequence.Steps;
        for (int step = 0; step < sequence.Steps; step++)
        {
            if (step == sequence.ResetBefore)
            {
                model.Reset();
            }

            byte[] output = model.Run([sequence.Inputs[0].AsSpan(step * inputBytes, inputBytes).ToArray()])[0];
            Assert.Equal(sequence.Outputs[0].AsSpan(step * outputBytes, outputBytes).ToArray(), output);
        }
    }

    private static Plan Import(Golden golden) => PlanBuilder.Build(ModelImporter.Import(golden.ModelPath));
}
