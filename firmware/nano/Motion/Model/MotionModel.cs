// The model 'motion', exported by EdgeDeep; do not edit.
using EdgeDeep.Nano;

namespace EdgeDeep.Models;

/// <summary>The model 'motion'.</summary>
public static class MotionModel
{
    /// <summary>Elements of input 0, 'input': int8[1, 32, 3].</summary>
    public const int Input0Elements = 96;

    /// <summary>real = Input0Scale * (stored - Input0ZeroPoint).</summary>
    public const float Input0Scale = 0.0156077193f;

    /// <summary>The stored value that means 0.</summary>
    public const int Input0ZeroPoint = 0;

    /// <summary>Elements of output 0, 'probabilities': int8[1, 4].</summary>
    public const int Output0Elements = 4;

    /// <summary>real = Output0Scale * (stored - Output0ZeroPoint).</summary>
    public const float Output0Scale = 0.00390625f;

    /// <summary>The stored value that means 0.</summary>
    public const int Output0ZeroPoint = -128;

    /// <summary>Class names in output order, in a new array.</summary>
    public static string[] Labels()
    {
        return new string[]
        {
            "other",
            "jumpingjack",
            "lunge",
            "squat",
        };
    }

    /// <summary>Loads the model; the session takes 7104 bytes of the heap for its arrays.</summary>
    public static Session CreateSession()
    {
        return new Session(new MotionData(), new MotionKernels());
    }
}
