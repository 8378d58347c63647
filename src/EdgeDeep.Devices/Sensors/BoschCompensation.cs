using System.Buffers.Binary;

namespace EdgeDeep.Devices.Sensors;

/// <summary>The trimming values of a Bosch BMP280 or BME280 and what they make of its raw readings.</summary>
/// <remarks>Arithmetic: the data sheet's integer formulas (BST-BME280-DS002, section 4.2.3), pressure in 64 bits.</remarks>
public sealed class BoschCompensation
{
    /// <summary>Bytes from register 0x88: T1 to T3, P1 to P9, an unused one, H1.</summary>
    public const int FirstBytes = 26;

    /// <summary>Bytes from register 0xE1: H2 to H6.</summary>
    public const int SecondBytes = 7;

    private readonly int _t1, _t2, _t3, _h1, _h2, _h3, _h4, _h5, _h6;
    private readonly long[] _p = new long[10];

    /// <summary>Reads the trimming values.</summary>
    /// <param name="first"><see cref="FirstBytes"/> registers from 0x88.</param>
    /// <param name="second"><see cref="SecondBytes"/> registers from 0xE1; empty for a BMP280.</param>
    public BoschCompensation(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        (_t1, _t2, _t3) = (BinaryPrimitives.ReadUInt16LittleEndian(first), Signed(first, 2), Signed(first, 4));
        _p[1] = BinaryPrimitives.ReadUInt16LittleEndian(first[6..]);
        for (int i = 2; i < _p.Length; i++)
        {
            _p[i] = Signed(first, 4 + (2 * i));
        }

        if (second.Length == SecondBytes)
        {
            (_h1, _h2, _h3, _h6) = (first[25], Signed(second, 0), second[2], (sbyte)second[6]);

            // Two numbers of 12 bits share a byte.
            _h4 = ((sbyte)second[3] * 16) | (second[4] & 0x0F);
            _h5 = ((sbyte)second[5] * 16) | (second[4] >> 4);
        }
    }

    /// <summary>The fine temperature, which the other formulas take.</summary>
    /// <param name="raw">20 bits.</param>
    public int Fine(int raw)
    {
        int coarse = (raw >> 4) - _t1;
        return ((((raw >> 3) - (_t1 << 1)) * _t2) >> 11) + ((((coarse * coarse) >> 12) * _t3) >> 14);
    }

    /// <summary>Temperature in hundredths of a degree Celsius.</summary>
    /// <param name="fine">The fine temperature.</param>
    public static int CentiCelsius(int fine) => ((fine * 5) + 128) >> 8;

    /// <summary>Pressure in 1/256 pascal; 0 where the trimming values allow none.</summary>
    /// <param name="raw">20 bits.</param>
    /// <param name="fine">The fine temperature.</param>
    public long PascalTimes256(int raw, int fine)
    {
        long a = fine - 128000L;
        long b = (a * a * _p[6]) + ((a * _p[5]) << 17) + (_p[4] << 35);
        a = ((a * a * _p[3]) >> 8) + ((a * _p[2]) << 12);
        a = (((1L << 47) + a) * _p[1]) >> 33;
        if (a == 0)
        {
            return 0;
        }

        long p = (((1048576L - raw) << 31) - b) * 3125 / a;
        long c = (_p[9] * (p >> 13) * (p >> 13)) >> 25, d = (_p[8] * p) >> 19;
        return ((p + c + d) >> 8) + (_p[7] << 4);
    }

    /// <summary>Relative humidity in 1/1024 percent, 0..102400.</summary>
    /// <param name="raw">16 bits.</param>
    /// <param name="fine">The fine temperature.</param>
    public int PercentTimes1024(int raw, int fine)
    {
        int v = fine - 76800;
        int wet = ((raw << 14) - (_h4 << 20) - (_h5 * v) + 16384) >> 15;
        int factor = (((((((v * _h6) >> 10) * (((v * _h3) >> 11) + 32768)) >> 10) + 2097152) * _h2) + 8192) >> 14;
        v = unchecked(wet * factor);
        v -= ((((v >> 15) * (v >> 15)) >> 7) * _h1) >> 4;
        return Math.Clamp(v, 0, 419430400) >> 12;
    }

    private static short Signed(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt16LittleEndian(bytes[at..]);
}
