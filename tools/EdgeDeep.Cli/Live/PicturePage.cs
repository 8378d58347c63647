using System.Net;
using System.Text;

namespace EdgeDeep.Cli.Live;

/// <summary>A page on this machine that shows what a camera sees, as a stream of jpg pictures (multipart/x-mixed-replace).</summary>
internal sealed class PicturePage : IDisposable
{
    private const string Boundary = "edgedeep-frame";
    private const string Page = "<!doctype html><meta charset=utf-8><title>EdgeDeep</title><style>html{background:#111;color:#ddd;font:16px sans-serif}body{margin:0;display:grid;place-items:center;min-height:100vh}img{max-width:100%;max-height:96vh}</style><img src=/stream alt='what the camera sees'>";

    private readonly HttpListener _listener = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private TaskCompletionSource<byte[]> _next = NewFrame();

    /// <summary>Opens the page.</summary>
    /// <param name="port">1 to 65535.</param>
    /// <exception cref="CommandException">Another program has the port.</exception>
    public PicturePage(int port)
    {
        Address = $"http://localhost:{port}/";
        _listener.Prefixes.Add(Address);
        try
        {
            _listener.Start();
        }
        catch (HttpListenerException e)
        {
            throw new CommandException($"{Address} cannot be opened ({e.Message.TrimEnd('.')}); give another port with --page.");
        }

        _accepting = AcceptAsync();
    }

    /// <summary>Where it is.</summary>
    public string Address { get; }

    /// <summary>Whether somebody looks or has just looked.</summary>
    public bool IsWatched => Volatile.Read(ref _watchers) > 0;

    private int _watchers;

    /// <summary>Shows a picture to everybody who looks.</summary>
    /// <param name="jpeg">A jpg file.</param>
    public void Show(byte[] jpeg) => Interlocked.Exchange(ref _next, NewFrame()).TrySetResult(jpeg);

    /// <summary>Closes the page.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _listener.Close();
        _accepting.GetAwaiter().GetResult();
        _stop.Dispose();
    }

    private static TaskCompletionSource<byte[]> NewFrame() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                HttpListenerContext context = await _listener.GetContextAsync().ConfigureAwait(false);
                _ = Task.Run(() => AnswerAsync(context));
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using HttpListenerResponse response = context.Response;
        try
        {
            switch (context.Request.Url?.AbsolutePath)
            {
                case "/":
                    await WriteAsync(response, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(Page)).ConfigureAwait(false);
                    break;
                case "/picture.jpg":
                    await WatchedAsync(async () => await WriteAsync(response, "image/jpeg", await NextAsync().ConfigureAwait(false)).ConfigureAwait(false)).ConfigureAwait(false);
                    break;
                case "/stream":
                    await WatchedAsync(() => StreamAsync(response)).ConfigureAwait(false);
                    break;
                default:
                    response.StatusCode = (int)HttpStatusCode.NotFound;
                    break;
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or OperationCanceledException or IOException)
        {
            // The browser has gone, or the page is closed.
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

    private async Task StreamAsync(HttpListenerResponse response)
    {
        response.ContentType = $"multipart/x-mixed-replace; boundary={Boundary}";
        response.SendChunked = true;
        while (true)
        {
            byte[] jpeg = await NextAsync().ConfigureAwait(false);
            await response.OutputStream.WriteAsync(Encoding.ASCII.GetBytes($"--{Boundary}\r\nContent-Type: image/jpeg\r\nContent-Length: {jpeg.Length}\r\n\r\n"), _stop.Token).ConfigureAwait(false);
            await response.OutputStream.WriteAsync(jpeg, _stop.Token).ConfigureAwait(false);
            await response.OutputStream.WriteAsync("\r\n"u8.ToArray(), _stop.Token).ConfigureAwait(false);
            await response.OutputStream.FlushAsync(_stop.Token).ConfigureAwait(false);
        }
    }

    private static async Task WriteAsync(HttpListenerResponse response, string type, byte[] content)
    {
        response.ContentType = type;
        response.ContentLength64 = content.Length;
        await response.OutputStream.WriteAsync(content).ConfigureAwait(false);
    }
}
