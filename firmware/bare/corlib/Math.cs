using System.Runtime;
using System.Runtime.CompilerServices;

namespace System
{
    /// <summary>
    /// Exponential and logarithm, and division, which the compiler calls by name for the operators / and %. Where .NET computes in
    /// double and a kernel rounds to single, this computes and rounds at once, as most of these cores have no double.
    /// </summary>
    public static class Math
    {
        /// <summary>e to the power of a value.</summary>
        public static float Exp(float value) => EdgeDeep.Bare.Functions.FloatFunctions.Exp(value);

        /// <summary>The natural logarithm.</summary>
        public static float Log(float value) => EdgeDeep.Bare.Functions.FloatFunctions.Log(value);

        [MethodImpl(MethodImplOptions.InternalCall)]
        [RuntimeImport("*", "ed_divide_signed")]
        private static extern int Divide(int dividend, int divisor);

        [MethodImpl(MethodImplOptions.InternalCall)]
        [RuntimeImport("*", "ed_divide_unsigned")]
        private static extern uint Divide(uint dividend, uint divisor);

        private static int DivInt32(int dividend, int divisor) => Divide(dividend, divisor);

        private static uint DivUInt32(uint dividend, uint divisor) => Divide(dividend, divisor);

        private static int ModInt32(int dividend, int divisor) => dividend - (Divide(dividend, divisor) * divisor);

        private static uint ModUInt32(uint dividend, uint divisor) => dividend - (Divide(dividend, divisor) * divisor);

        private static long DivInt64(long dividend, long divisor)
        {
            ulong quotient = DivUInt64(Magnitude(dividend), Magnitude(divisor));
            return (dividend < 0) != (divisor < 0) ? -(long)quotient : (long)quotient;
        }

        private static long ModInt64(long dividend, long divisor) => dividend - (DivInt64(dividend, divisor) * divisor);

        private static ulong ModUInt64(ulong dividend, ulong divisor) => dividend - (DivUInt64(dividend, divisor) * divisor);

        /// <summary>Schoolbook division, a bit a step.</summary>
        private static ulong DivUInt64(ulong dividend, ulong divisor)
        {
            if (divisor == 0)
            {
                Internal.Runtime.CompilerHelpers.ThrowHelpers.ThrowDivideByZeroException();
            }

            ulong quotient = 0;
            ulong rest = 0;
            for (int bit = 63; bit >= 0; bit--)
            {
                bool overflows = (long)rest < 0;
                rest = (rest << 1) | ((dividend >> bit) & 1);
                if (overflows || rest >= divisor)
                {
                    rest -= divisor;
                    quotient |= 1UL << bit;
                }
            }

            return quotient;
        }

        private static ulong Magnitude(long value) => value < 0 ? (ulong)-value : (ulong)value;
    }
}
