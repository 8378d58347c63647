using System.Net.Sockets;
using System.Text;
using EdgeDeep.Devices.Services;

namespace EdgeDeep.Devices.Tests.Services;

/// <summary>What a service manager reads from its socket.</summary>
public sealed class ServiceNotifierTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edgedeep-notify-").FullName;
    private readonly Clock _clock = new();
    private readonly Socket _manager = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    public ServiceNotifierTests()
    {
        _manager.Bind(new UnixDomainSocketEndPoint(Path));
        _manager.ReceiveTimeout = 5000;
    }

    private string Path => System.IO.Path.Combine(_folder, "notify");

    public void Dispose()
    {
        _manager.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void States_are_lines_of_one_datagram()
    {
        using ServiceNotifier notifier = Notifier(("NOTIFY_SOCKET", Path));
        Assert.True(notifier.IsOn);
        notifier.Ready("hears\nwell");
        Assert.Equal("READY=1\nSTATUS=hears well\nWATCHDOG=1", Read());
        notifier.Status("heard 'yes'");
        Assert.Equal("STATUS=heard 'yes'", Read());
        notifier.Stopping();
        Assert.Equal("STOPPING=1", Read());
    }

    [Fact]
    public void Signs_of_life_come_four_times_in_the_watchdogs_time()
    {
        using ServiceNotifier notifier = Notifier(("NOTIFY_SOCKET", Path), ("WATCHDOG_USEC", "20000000"), ("WATCHDOG_PID", "7"));
        Assert.Equal(TimeSpan.FromSeconds(20), notifier.Watchdog);
        Assert.False(notifier.Alive());
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.True(notifier.Alive());
        Assert.Equal("WATCHDOG=1", Read());
        Assert.False(notifier.Alive());
    }

    [Theory]
    [InlineData("WATCHDOG_PID", "8")]
    [InlineData("WATCHDOG_USEC", "soon")]
    public void A_watchdog_of_another_process_is_not_fed(string name, string value)
    {
        using ServiceNotifier notifier = Notifier(("NOTIFY_SOCKET", Path), ("WATCHDOG_USEC", "20000000"), (name, value));
        Assert.Null(notifier.Watchdog);
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.False(notifier.Alive());
    }

    [Fact]
    public void Nothing_happens_without_a_manager_or_after_its_end()
    {
        using ServiceNotifier none = Notifier();
        Assert.False(none.IsOn);
        none.Ready("alone");
        using ServiceNotifier left = Notifier(("NOTIFY_SOCKET", Path));
        _manager.Dispose();
        left.Status("still here");
    }

    private ServiceNotifier Notifier(params (string Name, string Value)[] variables) =>
        ServiceNotifier.From(name => variables.LastOrDefault(variable => variable.Name == name).Value, 7, _clock);

    private string Read()
    {
        byte[] datagram = new byte[1024];
        return Encoding.UTF8.GetString(datagram, 0, _manager.Receive(datagram));
    }

    private sealed class Clock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Advance(TimeSpan time) => _now += time.Ticks;
    }
}
