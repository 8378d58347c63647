using System;

namespace EdgeDeep.Kernels.Float;

/// <summary>Functions of each number, computed in double precision and rounded.</summary>
public static class Unary
{
    /// <summary>1 / (1 + exp(-x)).</summary>
    public const int Logistic = 0;

    /// <summary>Hyperbolic tangent.</summary>
    public const int Tanh = 1;

    /// <summary>x * min(max(x + 3, 0), 6) / 6.</summary>
    public const int HardSwish = 2;

    /// <summary>Square root.</summary>
    public const int Sqrt = 3;

    /// <summary>1 / sqrt(x).</summary>
    public const int Rsqrt = 4;

    /// <summary>e to the power of x.</summary>
    public const int Exp = 5;

    /// <summary>Absolute value.</summary>
    public const int Abs = 6;

    /// <summary>-x.</summary>
    public const int Neg = 7;

    /// <summary>Natural logarithm.</summary>
    public const int Log = 8;

    /// <summary>Sine.</summary>
    public const int Sin = 9;

    /// <summary>Cosine.</summary>
    public const int Cos = 10;

    /// <summary>1 / x.</summary>
    public const int Reciprocal = 11;

    /// <summary>x to the power of alpha.</summary>
    public const int Power = 12;

    /// <summary>x for x >= 0, alpha * (exp(x) - 1) below.</summary>
    public const int Elu = 13;

    /// <summary>log(1 + exp(x)).</summary>
    public const int Softplus = 14;

    /// <summary>x / (1 + |x|).</summary>
    public const int Softsign = 15;

    /// <summary>x / (1 + exp(-alpha * x)).</summary>
    public const int Silu = 16;

    /// <summary>x * tanh(log(1 + exp(x))).</summary>
    public const int Mish = 17;

    /// <summary>min(max(alpha * x + beta, 0), 1).</summary>
    public const int HardSigmoid = 18;

    /// <summary>x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3))) / 2.</summary>
    public const int GeluTanh = 19;

    /// <summary>x for x >= 0, alpha * x below.</summary>
    public const int LeakyRelu = 20;

    /// <summary>min(max(x, alpha), beta).</summary>
    public const int Clamp = 21;

    /// <summary>The next integer below.</summary>
    public const int Floor = 22;

    /// <summary>The next integer above.</summary>
    public const int Ceiling = 23;

    /// <summary>The nearest integer, the even one of two.</summary>
    public const int Round = 24;

    /// <summary>-1, 0 or 1.</summary>
    public const int Sign = 25;

    /// <summary>float32 in, float32 out; the output may be the input.</summary>
    /// <param name="input">Size values.</param>
    /// <param name="inputAt">Index of the first input value.</param>
    /// <param name="output">Size values.</param>
    /// <param name="outputAt">Index of the first output value.</param>
    /// <param name="p">Size and function.</param>
    public static void Float32(float[] input, int inputAt, float[] output, int outputAt, in UnaryParameters p)
    {
        double alpha = SingleBits.ToAnySingle(p.AlphaBits);
        double beta = SingleBits.ToAnySingle(p.BetaBits);
        for (int i = 0; i < p.Size; i++)
        {
            double x = input[inputAt + i];
            double y = p.Kind < Reciprocal ? Plain(x, p.Kind) : p.Kind < Floor ? Activation(x, alpha, beta, p.Kind) : Integer(x, p.Kind);
            output[outputAt + i] = (float)y;
        }
    }

    private static double Plain(double x, int kind)
    {
        switch (kind)
        {
            case Logistic: return 1.0 / (1.0 + Math.Exp(-x));
            case Tanh: return Math.Tanh(x);
            case HardSwish: return x * Limit(x + 3.0, 0.0, 6.0) / 6.0;
            case Sqrt: return Math.Sqrt(x);
            case Rsqrt: return 1.0 / Math.Sqrt(x);
            case Exp: return Math.Exp(x);
            case Abs: return Math.Abs(x);
            case Neg: return -x;
            case Log: return Math.Log(x);
            case Sin: return Math.Sin(x);
            default: return Math.Cos(x);
        }
    }

    private static double Activation(double x, double alpha, double beta, int kind)
    {
        switch (kind)
        {
            case Reciprocal: return 1.0 / x;
            case Power: return Math.Pow(x, alpha);
            case Elu: return x >= 0.0 ? x : alpha * (Math.Exp(x) - 1.0);
            case Softplus: return SoftplusOf(x);
            case Softsign: return x / (1.0 + Math.Abs(x));
            case Silu: return x / (1.0 + Math.Exp(-alpha * x));
            case Mish: return x * Math.Tanh(SoftplusOf(x));
            case HardSigmoid: return Limit((alpha * x) + beta, 0.0, 1.0);
            case GeluTanh: return x * (1.0 + Math.Tanh(0.7978845608028654 * (x + (0.044715 * x * x * x)))) / 2.0;
            case LeakyRelu: return x >= 0.0 ? x : alpha * x;
            default: return Limit(x, alpha, beta);
        }
    }

    private static double Integer(double x, int kind)
    {
        switch (kind)
        {
            case Floor: return Math.Floor(x);
            case Ceiling: return Math.Ceiling(x);
            case Round: return RoundOf(x);
            default: return x > 0.0 ? 1.0 : x < 0.0 ? -1.0 : 0.0;
        }
    }

    private static double SoftplusOf(double x)
    {
        double positive = x > 0.0 ? x : 0.0;
        return positive + Math.Log(1.0 + Math.Exp(-Math.Abs(x)));
    }

    private static double RoundOf(double x)
    {
        double down = Math.Floor(x);
        double rest = x - down;
        bool odd = Math.Floor(down / 2.0) * 2.0 != down;
        return rest > 0.5 || (rest == 0.5 && odd) ? down + 1.0 : down;
    }

    private static double Limit(double x, double low, double high)
    {
        if (x < low)
        {
            return low;
        }

        return x > high ? high : x;
    }
}
