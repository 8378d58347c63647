using System.Text.Json;

namespace EdgeDeep.Cli.Tests;

public class DemoTests
{
    [Fact]
    public void The_demo_works_on_what_ships()
    {
        using TempFolder folder = new();
        JsonElement json = CommandLine.Succeed("demo", "--output", folder["keywords.edge"], "--json").Json;
        JsonElement evaluation = json.GetProperty("evaluate");
        Assert.InRange(evaluation.GetProperty("files").GetInt32(), 30, 100);
        Assert.InRange(evaluation.GetProperty("accuracy").GetDouble(), 0.8, 1);
        Assert.InRange(evaluation.GetProperty("reference").GetProperty("differencePoints").GetDouble(), -6, 6);
        Assert.Equal("yes", json.GetProperty("run").GetProperty("files")[0].GetProperty("answers")[0].GetProperty("label").GetString());
        JsonElement score = json.GetProperty("listen").GetProperty("score");
        Assert.Equal((5, 5, 0), (score.GetProperty("spoken").GetInt32(), score.GetProperty("hits").GetInt32(), score.GetProperty("falseAlarms").GetInt32()));
    }
}
