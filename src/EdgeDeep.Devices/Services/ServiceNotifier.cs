using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace EdgeDeep.Devices.Services;

/// <summary>
/// Tells systemd how a service of <c>Type=notify</c> is doing: datagrams of lines NAME=VALUE to the socket that the
/// environment names (sd_notify(3)). Does nothing where no service manager listens. Safe for use by several threads.
/// </summary>
public sealed class ServiceNotifier : IDisposable
{
    private readonly Socket? _socket;
    private readonly TimeProvider _clock;
    private long _lastAlive;

    private ServiceNotifier(Socket? socket, TimeSpan? watchdog, TimeProvider clock)
    {
        _socket = socket;
        _clock = clock;
        _lastAlive = clock.GetTimestamp();
        Watchdog = watchdog;
    }

    /// <summary>Whether a service manager listens.</summary>
    public bool IsOn => _socket is not null;

    /// <summary>The service manager kills the service when it hears nothing for so long; null where it does not watch.</summary>
    public TimeSpan? Watchdog { get; }

    /// <summary>Connects as the variables NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID say.</summary>
    /// <param name="clock">Another clock, for tests.</param>
    public static ServiceNotifier FromEnvironment(TimeProvider? clock = null) =>
        From(Environment.GetEnvironmentVariable, Environment.ProcessId, clock ?? TimeProvider.System);

    /// <summary>Connects as some variables say.</summary>
    internal static ServiceNotifier From(Func<string, string?> variable, int process, TimeProvider clock)
    {
        if (variable("NOTIFY_SOCKET") is not ['/' or '@', ..] path)
        {
            return new ServiceNotifier(null, null, clock);
        }

        // An abstract socket's name begins with a zero byte.
        Socket socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(path[0] == '@' ? $"\0{path[1..]}" : path));
        bool isWatched = variable("WATCHDOG_PID") is not { Length: > 0 } watched || watched == process.ToString(CultureInfo.InvariantCulture);
        return long.TryParse(variable("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out long microseconds) && microseconds > 0 && isWatched
            ? new ServiceNotifier(socket, TimeSpan.FromMicroseconds(microseconds), clock)
            : new ServiceNotifier(socket, null, clock);
    }

    /// <summary>The service works: its devices deliver and its model answers.</summary>
    /// <param name="status">One line for <c>systemctl status</c>.</param>
    public void Ready(string status) => Send($"READY=1\nSTATUS={OneLine(status)}\nWATCHDOG=1");

    /// <summary>
    /// Work was done. To be called for every block of input that went through the whole pipeline; passed on at most four
    /// times in the watchdog's time, so that a pipeline that hangs is restarted.
    /// </summary>
    /// <returns>Whether it was passed on.</returns>
    public bool Alive()
    {
        long last = Interlocked.Read(ref _lastAlive);
        if (Watchdog is not { } time || _clock.GetElapsedTime(last) < time / 4)
        {
            return false;
        }

        Interlocked.Exchange(ref _lastAlive, _clock.GetTimestamp());
        Send("WATCHDOG=1");
        return true;
    }

    /// <summary>What the service is doing, for <c>systemctl status</c>.</summary>
    /// <param name="status">One line.</param>
    public void Status(string status) => Send($"STATUS={OneLine(status)}");

    /// <summary>The service ends, on purpose.</summary>
    public void Stopping() => Send("STOPPING=1");

    /// <summary>Closes the connection.</summary>
    public void Dispose() => _socket?.Dispose();

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    /// <summary>A manager that is gone is no reason to stop working.</summary>
    private void Send(string lines)
    {
        try
        {
            _socket?.Send(Encoding.UTF8.GetBytes(lines));
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionRefused or SocketError.ConnectionReset or SocketError.NotConnected or SocketError.WouldBlock or SocketError.NoBufferSpaceAvailable)
        {
            // The watchdog, if there is one, finds out by itself.
        }
    }
}
