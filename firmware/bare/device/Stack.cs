using System.Runtime;
using System.Runtime.CompilerServices;

namespace EdgeDeep.Bare
{
    /// <summary>The stack, which the start-up code paints.</summary>
    public static unsafe class Stack
    {
        private const uint Paint = 0xA5A5A5A5;

        /// <summary>Bytes of stack that were ever in use.</summary>
        public static int HighWater()
        {
            uint* at = Bottom();
            while (at < Top() && *at == Paint)
            {
                at++;
            }

            return (int)((byte*)Top() - (byte*)at);
        }

        [MethodImpl(MethodImplOptions.InternalCall)]
        [RuntimeImport("*", "ed_stack_bottom")]
        private static extern uint* Bottom();

        [MethodImpl(MethodImplOptions.InternalCall)]
        [RuntimeImport("*", "ed_stack_top")]
        private static extern uint* Top();
    }
}
