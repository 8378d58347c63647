using System.Runtime;
using System.Runtime.CompilerServices;

namespace EdgeDeep.Bare
{
    /// <summary>
    /// Counts ticks of the core's clock. In QEMU with <c>-icount shift=0</c> an instruction takes a nanosecond of the emulated
    /// clock, so a tick of the 25 MHz boards is 40 instructions, whatever the host does meanwhile.
    /// </summary>
    public static class SysTick
    {
        private const uint Control = 0xE000E010, Reload = 0xE000E014, Current = 0xE000E018;
        private const uint Top = 0xFFFFFF;

        /// <summary>Ticks since <see cref="Start"/>.</summary>
        public static long Ticks
        {
            get
            {
                // The interrupt that counts the wraps may come between the two reads.
                uint before, rest;
                do
                {
                    before = Wraps().Value;
                    rest = Register.At(Current).Value;
                }
                while (before != Wraps().Value);
                return ((long)before << 24) + (Top - rest);
            }
        }

        /// <summary>Sets the counter to zero and lets it run.</summary>
        public static void Start()
        {
            Register.At(Control).Value = 0;
            Register.At(Reload).Value = Top;
            Register.At(Current).Value = 0;
            Wraps().Value = 0;
            Register.At(Control).Value = 7;
        }

        [MethodImpl(MethodImplOptions.InternalCall)]
        [RuntimeImport("*", "ed_systick_wraps_at")]
        private static extern ref Register Wraps();
    }
}
