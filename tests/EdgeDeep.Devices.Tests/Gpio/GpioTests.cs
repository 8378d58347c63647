using System.Device.Gpio;
using EdgeDeep.Devices.Gpio;
using EdgeDeep.Devices.Simulation;

namespace EdgeDeep.Devices.Tests.Gpio;

/// <summary>Pins on a simulated chip.</summary>
public sealed class GpioTests : IDisposable
{
    private readonly SimulatedGpioDriver _driver = new();
    private readonly GpioController _controller;
    private readonly List<(int Pin, bool IsHigh)> _written = [];

    public GpioTests()
    {
        _driver.Written += (pin, value) => _written.Add((pin, value == PinValue.High));
        _controller = new GpioController(_driver);
    }

    public void Dispose() => _controller.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Outputs_are_off_at_both_ends(bool isActiveLow)
    {
        using (OutputPin relay = new(_controller, 17, isActiveLow))
        {
            Assert.False(relay.IsOn);
            relay.Set(true);
            Assert.True(relay.IsOn);
            await relay.PulseAsync(TimeSpan.FromMilliseconds(1), TestContext.Current.CancellationToken);
            Assert.False(relay.IsOn);
        }

        Assert.Equal([false, true, true, false, false], _written.Select(write => write.IsHigh != isActiveLow));
        Assert.False(_controller.IsPinOpen(17));
    }

    [Fact]
    public async Task Bounces_of_a_button_are_one_press()
    {
        Clock clock = new();
        using Button button = new(_controller, 4, TimeSpan.FromMilliseconds(30), clock);
        Assert.False(button.IsDown);
        void Drive(bool isHigh, int milliseconds)
        {
            _driver.Drive(4, isHigh);
            clock.Now += TimeSpan.FromMilliseconds(milliseconds);
        }

        // Pressed and let go with bounces, then again.
        Drive(false, 2);
        Drive(true, 1);
        Drive(false, 200);
        Assert.True(button.IsDown);
        Drive(true, 2);
        Drive(false, 1);
        Drive(true, 200);
        Drive(false, 100);
        List<DateTimeOffset> presses = [];
        await foreach (DateTimeOffset press in button.PressesAsync(TestContext.Current.CancellationToken))
        {
            presses.Add(press);
            if (presses.Count == 2)
            {
                button.Dispose();
            }
        }

        Assert.Equal([0, 406], presses.Select(press => (press - DateTimeOffset.UnixEpoch).TotalMilliseconds));
    }

    [Fact]
    public void The_chip_of_the_header_is_chosen_by_its_label()
    {
        Assert.Equal(1, GpioChips.Choose(["gpio-brcmstb@107d508500", "pinctrl-rp1", "gpio-brcmstb@107d517c00"], null));
        Assert.Equal(0, GpioChips.Choose(["pinctrl-bcm2711", "raspberrypi-exp-gpio"], null));
        Assert.Equal(1, GpioChips.Choose(["a", "b"], "b"));
        Assert.Contains("raspberrypi-exp-gpio", Assert.Throws<DeviceException>(() => GpioChips.Choose(["raspberrypi-exp-gpio"], null)).Message, StringComparison.Ordinal);
        Assert.Contains("group gpio", Assert.Throws<DeviceException>(() => GpioChips.Choose([], "b")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_are_opened_before_use()
    {
        Assert.Throws<InvalidOperationException>(() => _driver.Drive(3, PinValue.High));
        Assert.Throws<InvalidOperationException>(() => _controller.OpenPin(99, PinMode.Input));
    }

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + Now;
    }
}
