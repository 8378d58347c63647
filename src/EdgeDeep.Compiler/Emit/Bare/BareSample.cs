using System.Buffers.Binary;
using EdgeDeep.Runtime;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Emit.Bare;

/// <summary>
/// Made-up inputs that cost the firmware no flash: the same few lines compute them here and on the device, see
/// firmware/bare/device/Sample.cs.
/// </summary>
internal static class BareSample
{
    /// <summary>Calls in the sample program; a model with state shows it in the second.</summary>
    public const int Calls = 2;

    /// <summary>The bytes that the .NET runtime answers: the outputs of the calls one after the other.</summary>
    public static byte[] Answers(Plan plan)
    {
        Session session = new(new Model(plan));
        List<byte> answers = [];
        uint seed = 1;
        for (int call = 0; call < Calls; call++)
        {
            for (int i = 0; i < plan.Inputs.Count; i++)
            {
                Fill(session.InputBytes(i), session.InputInfo(i).Type, ref seed);
            }

            session.Run();
            for (int i = 0; i < plan.Outputs.Count; i++)
            {
                answers.AddRange(session.OutputBytes(i));
            }
        }

        return [.. answers];
    }

    private static void Fill(Span<byte> bytes, ElementType type, ref uint seed)
    {
        int size = ElementTypes.SizeOf(type);
        for (int at = 0; at + size <= bytes.Length; at += size)
        {
            sbyte value = (sbyte)Next(ref seed);
            Span<byte> element = bytes.Slice(at, size);
            switch (type)
            {
                case ElementType.Float32:
                    BinaryPrimitives.WriteSingleLittleEndian(element, value / 64f);
                    break;
                case ElementType.Int16:
                    BinaryPrimitives.WriteInt16LittleEndian(element, (short)(value * 256));
                    break;
                case ElementType.Int32 or ElementType.Int64:
                    // Such inputs are indices; 0 is one in every table.
                    element.Clear();
                    break;
                case ElementType.Bool:
                    element[0] = (byte)(value & 1);
                    break;
                default:
                    element[0] = (byte)value;
                    break;
            }
        }
    }

    private static byte Next(ref uint seed)
    {
        seed = (seed * 1_664_525) + 1_013_904_223;
        return (byte)(seed >> 24);
    }
}
