namespace EdgeDeep.Compiler.Ops;

/// <summary>The functions of one element in double precision.</summary>
public static class UnaryFunction
{
    /// <summary>The function's value; NaN outside its domain.</summary>
    public static double Evaluate(Unary function, double x) => function.Kind switch
    {
        UnaryKind.Logistic => Logistic(x),
        UnaryKind.Tanh => Math.Tanh(x),
        UnaryKind.HardSwish => x * Math.Clamp(x + 3, 0, 6) / 6,
        UnaryKind.Sqrt => Math.Sqrt(x),
        UnaryKind.Rsqrt => 1 / Math.Sqrt(x),
        UnaryKind.Exp => Math.Exp(x),
        UnaryKind.Abs => Math.Abs(x),
        UnaryKind.Neg => -x,
        UnaryKind.Log => Math.Log(x),
        UnaryKind.Sin => Math.Sin(x),
        UnaryKind.Cos => Math.Cos(x),
        UnaryKind.Erf => Erf(x),
        UnaryKind.Reciprocal => 1 / x,
        UnaryKind.Power => Math.Pow(x, function.Alpha),
        UnaryKind.Elu => x >= 0 ? x : function.Alpha * (Math.Exp(x) - 1),
        UnaryKind.Softplus => Softplus(x),
        UnaryKind.Softsign => x / (1 + Math.Abs(x)),
        UnaryKind.Gelu => x * (1 + Erf(x / Math.Sqrt(2))) / 2,
        UnaryKind.GeluTanh => x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x)))) / 2,
        UnaryKind.Silu => x * Logistic(function.Alpha * x),
        UnaryKind.Mish => x * Math.Tanh(Softplus(x)),
        UnaryKind.HardSigmoid => Math.Clamp((function.Alpha * x) + function.Beta, 0, 1),
        UnaryKind.Floor => Math.Floor(x),
        UnaryKind.Ceiling => Math.Ceiling(x),
        UnaryKind.Round => Math.Round(x, MidpointRounding.ToEven),
        UnaryKind.Sign => double.IsNaN(x) ? x : Math.Sign(x),
        UnaryKind.Tan => Math.Tan(x),
        UnaryKind.Asin => Math.Asin(x),
        UnaryKind.Acos => Math.Acos(x),
        UnaryKind.Atan => Math.Atan(x),
        UnaryKind.Sinh => Math.Sinh(x),
        UnaryKind.Cosh => Math.Cosh(x),
        UnaryKind.Asinh => Math.Asinh(x),
        UnaryKind.Acosh => Math.Acosh(x),
        UnaryKind.Atanh => Math.Atanh(x),
        UnaryKind.Selu => function.Beta * (x >= 0 ? x : function.Alpha * (Math.Exp(x) - 1)),
        UnaryKind.Celu => x >= 0 ? x : function.Alpha * (Math.Exp(x / function.Alpha) - 1),
        UnaryKind.ThresholdedRelu => x > function.Alpha ? x : 0,
        UnaryKind.Shrink => x < -function.Alpha ? x + function.Beta : x > function.Alpha ? x - function.Beta : 0,
        _ => throw new ArgumentOutOfRangeException(nameof(function), function.Kind, "not a function of one operand"),
    };

    /// <summary>
    /// The function's value or, where there is none, that of the nearest number which has one: what a stored zero that
    /// stands for slightly less than nothing should give.
    /// </summary>
    public static double EvaluateNearest(Unary function, double x)
    {
        bool needsPositive = function.Kind is UnaryKind.Sqrt or UnaryKind.Rsqrt or UnaryKind.Log
            || (function.Kind == UnaryKind.Power && function.Alpha != Math.Round(function.Alpha));
        return Evaluate(function, function.Kind switch
        {
            UnaryKind.Asin or UnaryKind.Acos or UnaryKind.Atanh => Math.Clamp(x, -1, 1),
            UnaryKind.Acosh => Math.Max(x, 1),
            _ => needsPositive ? Math.Max(x, 0) : x,
        });
    }

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    private static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

    /// <summary>The error function by its series of positive terms, exp(-x^2) * sum of (2 x^2)^n / (2n + 1)!!.</summary>
    private static double Erf(double x)
    {
        double square = x * x;
        if (square > 36)
        {
            return Math.Sign(x);
        }

        double term = x, sum = x;
        for (int n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
        {
            term *= 2 * square / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-square) * sum;
    }
}
