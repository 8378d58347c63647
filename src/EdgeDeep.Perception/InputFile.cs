namespace EdgeDeep.Perception;

/// <summary>Opens and reads input files; every error of the file system becomes an <see cref="InputException"/>.</summary>
internal static class InputFile
{
    /// <summary>Runs <paramref name="read"/> on the opened file.</summary>
    /// <param name="path">The file; also its name in messages.</param>
    /// <param name="read">Receives the stream and the name; the stream is closed afterwards.</param>
    public static T Read<T>(string path, Func<Stream, string, T> read)
    {
        using FileStream stream = Open(path);
        try
        {
            return read(stream, path);
        }
        catch (IOException e)
        {
            throw new InputException($"{path}: cannot be read to its end ({e.Message.TrimEnd('.')}); check the disk.", e);
        }
    }

    private static FileStream Open(string path)
    {
        if (Directory.Exists(path))
        {
            throw new InputException($"{path}: is a folder where a file is needed; name a file in it.");
        }

        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"{path}: no such file; check the path.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new InputException($"{path}: may not be read by this user; change its permissions.", e);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new InputException($"'{path}': is no path of a file; name one.", e);
        }
        catch (IOException e)
        {
            throw new InputException($"{path}: cannot be opened ({e.Message.TrimEnd('.')}); check the path.", e);
        }
    }

    /// <summary>
    /// Reads a stream to its end. Memory grows with the bytes that really arrive, never with what a header promises.
    /// </summary>
    /// <param name="stream">Where to read.</param>
    /// <param name="name">The file's name in messages.</param>
    /// <param name="limit">Largest accepted number of bytes, at most 2^30.</param>
    /// <returns>All bytes.</returns>
    /// <exception cref="InputException">There are more than <paramref name="limit"/> bytes.</exception>
    public static byte[] ReadAll(Stream stream, string name, int limit)
    {
        byte[] bytes = new byte[stream.CanSeek ? (int)Math.Clamp(stream.Length - stream.Position, 0, limit) : 1 << 16];
        int count = 0;
        while (true)
        {
            count += stream.ReadAtLeast(bytes.AsSpan(count), bytes.Length - count, throwOnEndOfStream: false);
            int next = count < bytes.Length ? -1 : stream.ReadByte();
            if (next < 0)
            {
                return count == bytes.Length ? bytes : bytes.AsSpan(0, count).ToArray();
            }

            if (count == limit)
            {
                throw new InputException($"{name}: is larger than {limit >> 20} MB; split or shrink it.");
            }

            Array.Resize(ref bytes, (int)Math.Min(limit, Math.Max(bytes.Length * 2L, 1 << 16)));
            bytes[count++] = (byte)next;
        }
    }
}
