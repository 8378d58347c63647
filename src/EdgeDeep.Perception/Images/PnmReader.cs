namespace EdgeDeep.Perception.Images;

/// <summary>
/// Reads portable grey maps and pixmaps: P2 and P3 (text), P5 and P6 (binary), greatest value 1..65535.
/// Values are scaled to 0..255 and rounded; 16-bit binary values are big-endian, as the Netpbm formats define.
/// </summary>
internal static class PnmReader
{
    /// <summary>Decodes the first picture of a file.</summary>
    /// <param name="file">The whole file, starting with P2, P3, P5 or P6.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="InputException">The content is broken, cut short or too large.</exception>
    public static Picture Decode(ReadOnlySpan<byte> file, string name)
    {
        bool binary = file[1] >= '5';
        int channels = file[1] is (byte)'3' or (byte)'6' ? 3 : 1;
        int at = 2;
        int width = Number(file, ref at, name);
        int height = Number(file, ref at, name);
        int greatest = Number(file, ref at, name);
        ImageReader.CheckSize(width, height, name);
        if (greatest is < 1 or > 65535)
        {
            throw new InputException($"{name}: states {greatest} as the greatest value before byte {at} where 1 to 65535 are allowed; convert it to png.");
        }

        int count = width * height * channels;
        int sampleBytes = greatest > 255 ? 2 : 1;

        // One separator follows the header of binary files; text has at least a digit and, but for the last, a separator each.
        long needed = binary ? 1 + ((long)count * sampleBytes) : (2L * count) - 1;
        if (file.Length - at < needed)
        {
            throw new InputException($"{name}: {width}x{height} pixels need at least {needed} bytes from byte {at} but the file ends at byte {file.Length}; copy it again.");
        }

        byte[] pixels = new byte[count];
        if (binary)
        {
            ReadBinary(file.Slice(at + 1, count * sampleBytes), greatest, pixels, name, at + 1);
        }
        else
        {
            ReadText(file, at, greatest, pixels, name);
        }

        return new Picture(width, height, channels, pixels);
    }

    private static void ReadBinary(ReadOnlySpan<byte> data, int greatest, byte[] pixels, string name, int offset)
    {
        int sampleBytes = data.Length / pixels.Length;
        for (int i = 0; i < pixels.Length; i++)
        {
            int value = sampleBytes == 1 ? data[i] : (data[2 * i] << 8) | data[(2 * i) + 1];
            pixels[i] = Scale(value, greatest, name, offset + (i * sampleBytes));
        }
    }

    private static void ReadText(ReadOnlySpan<byte> file, int at, int greatest, byte[] pixels, string name)
    {
        for (int i = 0; i < pixels.Length; i++)
        {
            int value = Number(file, ref at, name);
            pixels[i] = Scale(value, greatest, name, at);
        }
    }

    private static byte Scale(int value, int greatest, string name, int offset) =>
        value <= greatest
            ? (byte)(((value * 255) + (greatest / 2)) / greatest)
            : throw new InputException($"{name}: the value {value} at byte {offset} is above {greatest}, the greatest the file allows itself; convert it to png.");

    /// <summary>Reads a decimal number after white space and comments; <paramref name="at"/> is left behind its last digit.</summary>
    private static int Number(ReadOnlySpan<byte> file, ref int at, string name)
    {
        while (at < file.Length && (file[at] == '#' || IsSpace(file[at])))
        {
            if (file[at] == '#')
            {
                int lineEnd = file[at..].IndexOfAny((byte)'\n', (byte)'\r');
                at = lineEnd < 0 ? file.Length : at + lineEnd;
            }
            else
            {
                at++;
            }
        }

        int start = at;
        int value = 0;
        while (at < file.Length && file[at] is >= (byte)'0' and <= (byte)'9' && at - start < 9)
        {
            value = (value * 10) + file[at++] - '0';
        }

        return at > start
            ? value
            : throw new InputException($"{name}: byte {at} should start a number of the picture; copy it again or convert it to png.");
    }

    private static bool IsSpace(byte b) => b is (byte)' ' or >= 9 and <= 13;
}
