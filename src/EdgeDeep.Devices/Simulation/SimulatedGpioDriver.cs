using System.Device.Gpio;

namespace EdgeDeep.Devices.Simulation;

/// <summary>A GPIO chip in memory, for tests and machines without pins: what is written can be read, and inputs can be driven.</summary>
/// <param name="pins">Number of lines.</param>
public sealed class SimulatedGpioDriver(int pins = 28) : GpioDriver
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, Line> _open = [];

    private sealed class Line
    {
        public PinMode Mode { get; set; } = PinMode.Input;

        public bool IsHigh { get; set; }

        public List<(PinEventTypes Types, PinChangeEventHandler Handler)> Handlers { get; } = [];
    }

    /// <summary>What a line does, in order: (pin, level).</summary>
    public event Action<int, PinValue>? Written;

    /// <inheritdoc/>
    protected override int PinCount => pins;

    /// <summary>Drives an input from outside, as a button does.</summary>
    /// <param name="pin">An open line.</param>
    /// <param name="value">Its level from now on.</param>
    public void Drive(int pin, PinValue value)
    {
        (PinEventTypes Types, PinChangeEventHandler Handler)[] handlers;
        PinEventTypes change = value == PinValue.High ? PinEventTypes.Rising : PinEventTypes.Falling;
        lock (_lock)
        {
            Line line = Of(pin);
            if (line.IsHigh == (value == PinValue.High))
            {
                return;
            }

            line.IsHigh = value == PinValue.High;
            handlers = [.. line.Handlers];
        }

        foreach ((PinEventTypes types, PinChangeEventHandler handler) in handlers)
        {
            if ((types & change) != 0)
            {
                handler(this, new PinValueChangedEventArgs(change, pin));
            }
        }
    }

    /// <inheritdoc/>
    protected override void OpenPin(int pinNumber)
    {
        lock (_lock)
        {
            if (pinNumber < 0 || pinNumber >= pins || !_open.TryAdd(pinNumber, new Line()))
            {
                throw new InvalidOperationException($"line {pinNumber} of {pins} is not there or is open already");
            }
        }
    }

    /// <inheritdoc/>
    protected override void ClosePin(int pinNumber)
    {
        lock (_lock)
        {
            _open.Remove(pinNumber);
        }
    }

    /// <inheritdoc/>
    protected override void SetPinMode(int pinNumber, PinMode mode)
    {
        lock (_lock)
        {
            Of(pinNumber).Mode = mode;
            Of(pinNumber).IsHigh = mode == PinMode.InputPullUp;
        }
    }

    /// <inheritdoc/>
    protected override PinMode GetPinMode(int pinNumber)
    {
        lock (_lock)
        {
            return Of(pinNumber).Mode;
        }
    }

    /// <inheritdoc/>
    protected override bool IsPinModeSupported(int pinNumber, PinMode mode) => true;

    /// <inheritdoc/>
    protected override PinValue Read(int pinNumber)
    {
        lock (_lock)
        {
            return Of(pinNumber).IsHigh;
        }
    }

    /// <inheritdoc/>
    protected override void Write(int pinNumber, PinValue value)
    {
        lock (_lock)
        {
            if (Of(pinNumber).Mode != PinMode.Output)
            {
                throw new InvalidOperationException($"line {pinNumber} is no output");
            }

            Of(pinNumber).IsHigh = value == PinValue.High;
        }

        Written?.Invoke(pinNumber, value);
    }

    /// <inheritdoc/>
    protected override void AddCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback)
    {
        lock (_lock)
        {
            Of(pinNumber).Handlers.Add((eventTypes, callback));
        }
    }

    /// <inheritdoc/>
    protected override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback)
    {
        lock (_lock)
        {
            Of(pinNumber).Handlers.RemoveAll(handler => handler.Handler == callback);
        }
    }

    /// <inheritdoc/>
    protected override WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken)
    {
        using SemaphoreSlim happened = new(0);
        PinEventTypes seen = PinEventTypes.None;
        void Note(object sender, PinValueChangedEventArgs change)
        {
            seen = change.ChangeType;
            happened.Release();
        }

        AddCallbackForPinValueChangedEvent(pinNumber, eventTypes, Note);
        try
        {
            happened.Wait(cancellationToken);
            return new WaitForEventResult { EventTypes = seen };
        }
        catch (OperationCanceledException)
        {
            return new WaitForEventResult { TimedOut = true };
        }
        finally
        {
            RemoveCallbackForPinValueChangedEvent(pinNumber, Note);
        }
    }

    private Line Of(int pin) => _open.TryGetValue(pin, out Line? line) ? line : throw new InvalidOperationException($"line {pin} is not open");
}
