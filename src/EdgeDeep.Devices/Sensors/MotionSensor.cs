using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace EdgeDeep.Devices.Sensors;

/// <summary>Acceleration that a sensor collected.</summary>
/// <param name="Samples">x, y, z of each moment, in g.</param>
/// <param name="First">Number of the first moment since the sensor was started; lost moments are not counted, see <see cref="MotionSensor.Overflows"/>.</param>
/// <param name="Arrived">When they were read, in ticks of <see cref="Stopwatch"/>; the last sample is at most one sample older.</param>
public sealed record MotionBlock(float[] Samples, long First, long Arrived);

/// <summary>An accelerometer that collects samples in a memory of its own, so that none is lost while a model runs.</summary>
public abstract class MotionSensor : IDisposable
{
    /// <summary>Moments a second.</summary>
    public abstract double SampleRate { get; }

    /// <summary>How often the sensor's memory overflowed; how many samples were lost each time, the sensor does not say.</summary>
    public int Overflows { get; protected set; }

    /// <summary>Whether nothing follows any more: the end of a recording.</summary>
    public bool IsOver { get; protected set; }

    /// <summary>How long the sensor's memory lasts.</summary>
    public abstract TimeSpan Capacity { get; }

    /// <summary>Reads what was collected since the last call.</summary>
    /// <returns>x, y, z of each moment, in g; empty where nothing new is there.</returns>
    /// <exception cref="DeviceException">The sensor does not answer.</exception>
    public abstract float[] Read();

    /// <summary>Delivers samples until it is stopped, or over.</summary>
    /// <param name="stop">Ends the stream without an error.</param>
    /// <exception cref="DeviceException">The sensor does not answer.</exception>
    public async IAsyncEnumerable<MotionBlock> ReadAsync([EnumeratorCancellation] CancellationToken stop = default)
    {
        // Eight times in the time in which the sensor's memory fills.
        TimeSpan pause = Capacity / 8;
        long first = 0;
        while (!stop.IsCancellationRequested && !IsOver)
        {
            float[] samples = Read();
            if (samples.Length > 0)
            {
                yield return new MotionBlock(samples, first, Stopwatch.GetTimestamp());
                first += samples.Length / 3;
            }

            try
            {
                await Task.Delay(pause, stop).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                yield break;
            }
        }
    }

    /// <summary>Releases the bus.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Index of the rate that is nearest to a wanted one, by their ratio.</summary>
    /// <exception cref="DeviceException">What is wanted lies outside all of them.</exception>
    private protected static int NearestRate(double wanted, IEnumerable<double> rates, string sensor)
    {
        double[] all = [.. rates];
        return wanted >= all[0] && wanted <= all[^1]
            ? Enumerable.Range(0, all.Length).MinBy(i => Math.Abs(Math.Log(all[i] / wanted)))
            : throw new DeviceException(FormattableString.Invariant($"{sensor} takes {all[0]} to {all[^1]} samples a second, not {wanted}."));
    }

    /// <summary>Releases the bus.</summary>
    protected abstract void Dispose(bool disposing);
}
