namespace EdgeDeep.Devices.Sensors;

/// <summary>How far an accelerometer measures, in g.</summary>
public enum AccelerationRange
{
    /// <summary>2 g.</summary>
    Two = 0,

    /// <summary>4 g.</summary>
    Four = 1,

    /// <summary>8 g.</summary>
    Eight = 2,

    /// <summary>16 g.</summary>
    Sixteen = 3,
}
