using EdgeDeep.Perception.Motion;

namespace EdgeDeep.Perception.Tests.Motion;

/// <summary>Thresholds from normal scores.</summary>
public class AnomalyDetectorTests
{
    [Theory]
    [InlineData(0.01, 99)]
    [InlineData(0.5, 50)]
    [InlineData(0.25, 75)]
    public void The_threshold_is_passed_by_the_wanted_share(double alarms, double expected) =>
        Assert.Equal(expected, AnomalyDetector.Learn(Enumerable.Range(0, 101).Select(i => (double)((i * 37) % 101)), alarms), 1e-9);

    [Fact]
    public void One_score_is_its_own_threshold() => Assert.Equal(3, AnomalyDetector.Learn([3], 0.01));
}
