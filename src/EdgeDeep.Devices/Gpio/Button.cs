using System.Device.Gpio;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace EdgeDeep.Devices.Gpio;

/// <summary>
/// A button between a pin and ground, with the pin's own pull-up resistor. Contacts bounce for some milliseconds: after a
/// change the next ones are ignored for a while.
/// </summary>
public sealed class Button : IDisposable
{
    private const int QueuedPresses = 16;

    private readonly GpioController _controller;
    private readonly int _pin;
    private readonly TimeSpan _quiet;
    private readonly TimeProvider _clock;
    private readonly Channel<DateTimeOffset> _presses = Channel.CreateBounded<DateTimeOffset>(new BoundedChannelOptions(QueuedPresses) { FullMode = BoundedChannelFullMode.DropOldest });
    private long? _last;

    /// <summary>Opens a pin.</summary>
    /// <param name="controller">The chip; it stays open.</param>
    /// <param name="pin">Number of the line.</param>
    /// <param name="quiet">How long changes are ignored after one; 30 ms if null.</param>
    /// <param name="clock">Another clock, for tests.</param>
    public Button(GpioController controller, int pin, TimeSpan? quiet = null, TimeProvider? clock = null)
    {
        (_controller, _pin, _quiet, _clock) = (controller, pin, quiet ?? TimeSpan.FromMilliseconds(30), clock ?? TimeProvider.System);
        controller.OpenPin(pin, PinMode.InputPullUp);
        controller.RegisterCallbackForPinValueChangedEvent(pin, PinEventTypes.Falling | PinEventTypes.Rising, Changed);
    }

    /// <summary>Whether the button is held down.</summary>
    public bool IsDown => _controller.Read(_pin) == PinValue.Low;

    /// <summary>The times at which the button is pressed, from now on.</summary>
    /// <param name="stop">Ends the stream without an error.</param>
    public async IAsyncEnumerable<DateTimeOffset> PressesAsync([EnumeratorCancellation] CancellationToken stop = default)
    {
        while (!stop.IsCancellationRequested)
        {
            DateTimeOffset press;
            try
            {
                press = await _presses.Reader.ReadAsync(stop).ConfigureAwait(false);
            }
            catch (Exception e) when (e is OperationCanceledException or ChannelClosedException)
            {
                yield break;
            }

            yield return press;
        }
    }

    /// <summary>Gives the pin back; streams of presses end.</summary>
    public void Dispose()
    {
        if (_presses.Writer.TryComplete())
        {
            _controller.UnregisterCallbackForPinValueChangedEvent(_pin, Changed);
            _controller.ClosePin(_pin);
        }
    }

    private void Changed(object sender, PinValueChangedEventArgs change)
    {
        long now = _clock.GetTimestamp();
        bool isBounce = _last is { } last && _clock.GetElapsedTime(last, now) < _quiet;
        _last = now;
        if (!isBounce && change.ChangeType == PinEventTypes.Falling)
        {
            _presses.Writer.TryWrite(_clock.GetUtcNow());
        }
    }
}
