using System.Device.Gpio;
using System.Device.I2c;
using EdgeDeep.Devices.Gpio;
using EdgeDeep.Devices.Sensors;
using EdgeDeep.Perception.Motion;
using EdgeDeep.Runtime;

namespace EdgeDeep.Samples;

/// <summary>Switches a fan off when it vibrates as it never did while it was well. Arguments: vibration.edge THRESHOLD PIN.</summary>
public static class FanWatchdog
{
    private const int Suspicious = 3; // seconds in a row

    /// <summary>Watches until the fan is switched off or it is stopped.</summary>
    /// <returns>Whether the fan was switched off.</returns>
    public static async Task<bool> RunAsync(MotionSensor sensor, Model model, double threshold, GpioController gpio, int pin, CancellationToken stop)
    {
        using OutputPin cutOff = new(gpio, pin);
        VibrationMonitor monitor = new(new AnomalyDetector(model, threshold), sensor.SampleRate, Suspicious);
        List<VibrationEvent> events = [];
        await foreach (MotionBlock block in sensor.ReadAsync(stop))
        {
            monitor.Accept(block.Samples, events);
            if (events.Count > 0)
            {
                cutOff.Set(true);
                await Task.Delay(TimeSpan.FromSeconds(1), stop);
                return true;
            }
        }

        return false;
    }

    /// <summary>Uses an MPU-6050 at the header of a Raspberry Pi.</summary>
    public static async Task Main(string[] args)
    {
        using Mpu6050 sensor = new(I2cDevice.Create(new I2cConnectionSettings(1, Mpu6050.DefaultAddress)), 200);
        using GpioController gpio = GpioChips.Open();
        bool isOff = await RunAsync(sensor, Model.Load(args[0]), double.Parse(args[1]), gpio, int.Parse(args[2]), CancellationToken.None);
        Console.WriteLine(isOff ? "the fan was switched off" : "stopped");
    }
}
