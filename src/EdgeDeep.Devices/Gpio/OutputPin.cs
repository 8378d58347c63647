using System.Device.Gpio;

namespace EdgeDeep.Devices.Gpio;

/// <summary>A pin that switches something: an LED, a relay. It is off when it is opened and when it is disposed of.</summary>
public sealed class OutputPin : IDisposable
{
    private readonly GpioController _controller;
    private readonly int _pin;
    private readonly bool _isActiveLow;

    /// <summary>Opens a pin.</summary>
    /// <param name="controller">The chip; it stays open.</param>
    /// <param name="pin">Number of the line, which on a Raspberry Pi is the GPIO number.</param>
    /// <param name="isActiveLow">Whether the pin is low while the device is on, as most relay boards want it.</param>
    public OutputPin(GpioController controller, int pin, bool isActiveLow = false)
    {
        (_controller, _pin, _isActiveLow) = (controller, pin, isActiveLow);
        controller.OpenPin(pin, PinMode.Output, Level(false));
    }

    /// <summary>Whether the device is on.</summary>
    public bool IsOn { get; private set; }

    /// <summary>Switches the device.</summary>
    public void Set(bool isOn)
    {
        _controller.Write(_pin, Level(isOn));
        IsOn = isOn;
    }

    /// <summary>Switches the device on for a time.</summary>
    /// <param name="time">How long.</param>
    /// <param name="stop">Ends it sooner.</param>
    public async Task PulseAsync(TimeSpan time, CancellationToken stop = default)
    {
        Set(true);
        try
        {
            await Task.Delay(time, stop).ConfigureAwait(false);
        }
        finally
        {
            Set(false);
        }
    }

    /// <summary>Switches the device off and gives the pin back.</summary>
    public void Dispose()
    {
        Set(false);
        _controller.ClosePin(_pin);
    }

    private PinValue Level(bool isOn) => isOn != _isActiveLow;
}
