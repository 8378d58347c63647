using EdgeDeep.TestSupport;

namespace EdgeDeep.Conformance.Tests.Onnx;

/// <summary>The node tests of the ONNX project, and the page that is made of them.</summary>
public class NodeTests
{
    /// <summary>
    /// Tests that give other numbers. ONNX Runtime computes the resize as it is computed here; bfloat16 numbers are widened and
    /// not rounded.
    /// </summary>
    private static readonly HashSet<string> KnownWrong =
    [
        "test_resize_downsample_scales_linear_align_corners", "test_cast_BFLOAT16_to_FLOAT", "test_cast_FLOAT_to_BFLOAT16",
        "test_castlike_BFLOAT16_to_FLOAT_expanded", "test_castlike_FLOAT_to_BFLOAT16_expanded",
    ];

    [Fact]
    public void Node_tests_give_the_expected_numbers_and_the_page_is_up_to_date()
    {
        IReadOnlyList<NodeTest> tests = NodeTest.All();
        NodeResult[] results = [.. tests.AsParallel().AsOrdered().WithDegreeOfParallelism(2).Select(NodeRun.Of)];
        Assert.True(results.Count(result => result.Float == Outcome.Passed) > 400, "fewer node tests pass than should");
        string page = OperatorsPage.Write(results), path = Path.Combine(Repository.Folder, "docs", "operators.md");
        if (Environment.GetEnvironmentVariable("EDGEDEEP_WRITE_DOCS") == "1")
        {
            File.WriteAllText(path, page);
        }

        string[] wrong = [.. results.Where(result => result.Float == Outcome.Wrong && !KnownWrong.Contains(result.Test.Name)).Select(result => $"{result.Test.Name}: {result.FloatProblem}")];
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
        Assert.True(page == File.ReadAllText(path), "docs/operators.md is out of date; run the conformance tests with EDGEDEEP_WRITE_DOCS=1");
    }
}
