using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EdgeDeep.Cli.Live;

/// <summary>
/// A page on this machine that shows what a camera sees, as a stream of jpg pictures (multipart/x-mixed-replace). It answers GET
/// over plain sockets: the .NET web server would make the native program a third larger.
/// </summary>
internal sealed class PicturePage : IDisposable
{
    private const string Boundary = "edgedeep-frame";
    private const string Page = "<!doctype html><meta charset=utf-8><title>EdgeDeep</title><style>html{background:#111;color:#ddd;font:16px sans-serif}body{margin:0;display:grid;place-items:center;min-height:100vh}img{max-width:100%;max-height:96vh}</style><img src=/stream alt='what the camera sees'>";
    private const int LongestRequest = 8192, MostVisitors = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private TaskCompletionSource<byte[]> _next = NewFrame();
    private int _visitors, _watchers;

    /// <summary>Opens the page.</summary>
    /// <param name="port">1 to 65535.</param>
    /// <exception cref="CommandException">Another program has the port.</exception>
    public PicturePage(int port)
    {
        Address = $"http://localhost:{port}/";
        _listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            _listener.Start();
        }
        catch (SocketException e)
        {
            throw new CommandException($"{Address} cannot be opened ({e.Message.TrimEnd('.')}); give another port with --page.");
        }

        _accepting = AcceptAsync();
    }

    /// <summary>Where it is.</summary>
    public string Address { get; }

    /// <summary>Whether somebody looks.</summary>
    public bool IsWatched => Volatile.Read(ref _watchers) > 0;

    /// <summary>Shows a picture to everybody who looks.</summary>
    /// <param name="jpeg">A jpg file.</param>
    public void Show(byte[] jpeg) => Interlocked.Exchange(ref _next, NewFrame()).TrySetResult(jpeg);

    /// <summary>Closes the page.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _accepting.GetAwaiter().GetResult();
    }

    private static TaskCompletionSource<byte[]> NewFrame() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                TcpClient visitor = await _listener.AcceptTcpClientAsync(_stop.Token).ConfigureAwait(false);
                _ = Task.Run(() => AnswerAsync(visitor));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(TcpClient visitor)
    {
        using TcpClient open = visitor;
        try
        {
            if (Interlocked.Increment(ref _visitors) <= MostVisitors)
            {
                using CancellationTokenSource late = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
                late.CancelAfter(Patience);
                string request = await RequestAsync(visitor.GetStream(), late.Token).ConfigureAwait(false);
                await AnswerAsync(visitor.GetStream(), request).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The browser has gone, or the page is closed.
        }
        finally
        {
            Interlocked.Decrement(ref _visitors);
        }
    }

    /// <summary>Everything up to the empty line; what follows is not read.</summary>
    private static async Task<string> RequestAsync(NetworkStream stream, CancellationToken stop)
    {
        byte[] bytes = new byte[LongestRequest];
        int count = 0;
        while (count < bytes.Length && bytes.AsSpan(0, count).IndexOf("\r\n\r\n"u8) < 0)
        {
            int read = await stream.ReadAsync(bytes.AsMemory(count), stop).ConfigureAwait(false);
            if (read == 0)
            {
                break;
            }

            count += read;
        }

        return Encoding.ASCII.GetString(bytes, 0, count);
    }

    private async Task AnswerAsync(NetworkStream stream, string request)
    {
        string[] lines = request.Split("\r\n"), words = lines[0].Split(' ');

        // Another site whose name leads here must not see the camera.
        bool isMeant = lines.FirstOrDefault(line => line.StartsWith("Host:", StringComparison.OrdinalIgnoreCase)) is { } host
            && host["Host:".Length..].Trim().Split(':')[0] is "localhost" or "127.0.0.1";
        switch (words is ["GET", var path, _] && isMeant ? path : string.Empty)
        {
            case "/":
                await WriteAsync(stream, "200 OK", "text/html; charset=utf-8", Encoding.UTF8.GetBytes(Page)).ConfigureAwait(false);
                break;
            case "/picture.jpg":
                await WatchedAsync(async () => await WriteAsync(stream, "200 OK", "image/jpeg", await NextAsync().ConfigureAwait(false)).ConfigureAwait(false)).ConfigureAwait(false);
                break;
            case "/stream":
                await WatchedAsync(() => StreamAsync(stream)).ConfigureAwait(false);
                break;
            default:
                await WriteAsync(stream, isMeant ? "404 Not Found" : "403 Forbidden", "text/plain", []).ConfigureAwait(false);
                break;
        }
    }

    private async Task WatchedAsync(Func<Task> answer)
    {
        Interlocked.Increment(ref _watchers);
        try
        {
            await answer().ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _watchers);
        }
    }

    private Task<byte[]> NextAsync() => Volatile.Read(ref _next).Task.WaitAsync(_stop.Token);

    private async Task StreamAsync(NetworkStream stream)
    {
        await HeadAsync(stream, "200 OK", $"multipart/x-mixed-replace; boundary={Boundary}", null).ConfigureAwait(false);
        while (true)
        {
            byte[] jpeg = await NextAsync().ConfigureAwait(false);
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"--{Boundary}\r\nContent-Type: image/jpeg\r\nContent-Length: {jpeg.Length}\r\n\r\n"), _stop.Token).ConfigureAwait(false);
            await stream.WriteAsync(jpeg, _stop.Token).ConfigureAwait(false);
            await stream.WriteAsync("\r\n"u8.ToArray(), _stop.Token).ConfigureAwait(false);
        }
    }

    private async Task WriteAsync(NetworkStream stream, string status, string type, byte[] content)
    {
        await HeadAsync(stream, status, type, content.Length).ConfigureAwait(false);
        await stream.WriteAsync(content, _stop.Token).ConfigureAwait(false);
    }

    private async Task HeadAsync(NetworkStream stream, string status, string type, int? length) => await stream.WriteAsync(
        Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Type: {type}\r\n{(length is null ? string.Empty : $"Content-Length: {length}\r\n")}Cache-Control: no-store\r\nConnection: close\r\n\r\n"), _stop.Token).ConfigureAwait(false);
}
