// A keyword firmware: features in, words out, both over the UART.
using EdgeDeep.Bare;
using EdgeDeep.Models;

internal static unsafe class Program
{
    // A score below this is no word: 0.5 on the scale of the softmax.
    private const int Threshold = 0;

    /// <summary>
    /// Takes 'K' and then the stored features of a second of sound, answers with a line: the word and its score in percent, or
    /// '-' where no word is likely. 'Q' ends the program.
    /// </summary>
    private static int Main()
    {
        Board.Start();
        Terminal.WriteLine("keywords ready"u8);
        while (true)
        {
            byte command = Board.Receive();
            if (command == (byte)'Q')
            {
                return 0;
            }

            if (command == (byte)'K')
            {
                for (int i = 0; i < Keywords.Input0Elements; i++)
                {
                    Keywords.Input0[i] = (sbyte)Board.Receive();
                }

                Keywords.Invoke();
                Answer();
            }
        }
    }

    private static void Answer()
    {
        int best = Sample.Largest(Keywords.Output0, Keywords.Output0Elements);
        int score = Keywords.Output0[best];
        bool isWord = score >= Threshold;
        Board.SetLight(isWord);
        if (!isWord)
        {
            Terminal.WriteLine("-"u8);
            return;
        }

        // Softmax has scale 1/256 and zero point -128.
        Terminal.Write(Keywords.Label(best));
        Terminal.Write(" "u8);
        Terminal.Write(((score + 128) * 100) >> 8);
        Terminal.WriteLine(" %"u8);
    }
}
