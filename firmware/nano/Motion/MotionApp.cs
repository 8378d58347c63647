using System;
using System.Device.Gpio;
using System.Diagnostics;

namespace EdgeDeep.Firmware.Motion;

/// <summary>Sensor to model to light: the LED is on while the person exercises.</summary>
public sealed class MotionApp : IDisposable
{
    private readonly Mpu6050 _sensor;
    private readonly GpioPin _led;
    private readonly MotionClassifier _classifier = new MotionClassifier();
    private readonly short[] _samples = new short[MotionClassifier.SamplesPerStep * 3];
    private readonly byte[] _bytes = new byte[MotionClassifier.SamplesPerStep * 6];

    /// <summary>Takes over a sensor and a pin.</summary>
    public MotionApp(Mpu6050 sensor, GpioPin led)
    {
        _sensor = sensor;
        _led = led;
        _led.Write(PinValue.Low);
    }

    /// <summary>The last answer in words; empty before the first.</summary>
    public string Answer { get; private set; } = "";

    /// <summary>Takes the samples of a tenth of a second from the sensor and runs the model when it is time.</summary>
    /// <returns>False where the samples are not there yet.</returns>
    public bool Step()
    {
        if (!_sensor.TryRead(_samples, _bytes))
        {
            return false;
        }

        if (_classifier.Add(_samples))
        {
            Answer = _classifier.Labels[_classifier.Answer];
            _led.Write(_classifier.Answer != 0 ? PinValue.High : PinValue.Low);
            int percent = (int)((_classifier.Probability * 100f) + 0.5f);
            Debug.WriteLine(Answer + " " + percent.ToString() + " %");
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sensor.Dispose();
        _led.Dispose();
    }
}
