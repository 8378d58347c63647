using System.Net;
using System.Net.Sockets;

namespace EdgeDeep.Devices.Wyoming;

/// <summary>A wake word service for Home Assistant and other clients of the Wyoming protocol, which knows no passwords: let only trusted networks reach it.</summary>
/// <param name="engine">What hears the words.</param>
/// <param name="address">Where it listens; port 0 takes a free one.</param>
public sealed class WyomingService(WakeWordEngine engine, IPEndPoint address)
{
    /// <summary>Clients at the same time; more are turned away.</summary>
    public const int MaxClients = 16;

    private int _clients, _connections, _refused, _broken;
    private long _detections, _milliseconds;

    /// <summary>Where it listens, once it does.</summary>
    public IPEndPoint? Address { get; private set; }

    /// <summary>Connections so far.</summary>
    public int Connections => _connections;

    /// <summary>Connections that were turned away because there were too many.</summary>
    public int Refused => _refused;

    /// <summary>Connections that were ended because the client did not speak the protocol, or went in the middle of an event.</summary>
    public int Broken => _broken;

    /// <summary>Words heard.</summary>
    public long Detections => Interlocked.Read(ref _detections);

    /// <summary>Seconds of sound.</summary>
    public double Seconds => Interlocked.Read(ref _milliseconds) / 1000.0;

    /// <summary>Told each word that is heard, from several threads.</summary>
    public Action<string>? OnDetection { get; init; }

    /// <summary>Serves until it is stopped.</summary>
    /// <param name="onReady">Called when clients can connect.</param>
    /// <param name="stop">Ends it without an error.</param>
    /// <exception cref="DeviceException">The address cannot be used.</exception>
    public async Task RunAsync(Action onReady, CancellationToken stop)
    {
        using TcpListener listener = new(address);
        try
        {
            listener.Start();
        }
        catch (SocketException e)
        {
            throw new DeviceException($"{address} cannot be listened on ({e.Message.TrimEnd('.')}); choose another address or port.", e);
        }

        Address = (IPEndPoint)listener.LocalEndpoint;
        onReady();
        List<Task> running = [];
        try
        {
            while (true)
            {
                TcpClient client = await listener.AcceptTcpClientAsync(stop).ConfigureAwait(false);
                running.RemoveAll(task => task.IsCompleted);
                running.Add(ServeAsync(client, stop));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Task.WhenAll(running).ConfigureAwait(false);
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken stop)
    {
        using (client)
        {
            if (Interlocked.Increment(ref _clients) > MaxClients)
            {
                Interlocked.Increment(ref _refused);
                Interlocked.Decrement(ref _clients);
                return;
            }

            Interlocked.Increment(ref _connections);
            client.NoDelay = true;
            WyomingConversation conversation = new(new WyomingStream(client.GetStream()), engine, Detected);
            try
            {
                await Task.Run(() => conversation.RunAsync(stop), CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception e) when (e is InvalidDataException or IOException or SocketException)
            {
                Interlocked.Increment(ref _broken);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // The service ends.
            }
            finally
            {
                Interlocked.Add(ref _milliseconds, (long)(1000 * conversation.Seconds));
                Interlocked.Decrement(ref _clients);
            }
        }
    }

    private void Detected(string word)
    {
        Interlocked.Increment(ref _detections);
        OnDetection?.Invoke(word);
    }
}
