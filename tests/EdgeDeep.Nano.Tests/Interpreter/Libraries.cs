using System.Globalization;
using System.Reflection.Metadata;

namespace EdgeDeep.Nano.Tests.Interpreter;

/// <summary>The methods of nanoFramework's class library that a session calls.</summary>
internal sealed class Libraries(NanoProgram program, byte[] resource)
{
    /// <summary>Calls one; its result takes the place of the first argument.</summary>
    public void Call(NanoMethod method, Value[] stack, int args)
    {
        Span<Value> a = stack.AsSpan(args);
        switch ($"{method.Type}.{method.Name}")
        {
            case "System.Object..ctor":
                break;
            case "System.Exception..ctor":
                Machine.Messages.AddOrUpdate((Instance)a[0].Object!, (string)a[1].Object!);
                break;
            case "System.Array.get_Length":
                a[0] = Value.Of(((Array)a[0].Object!).Length);
                break;
            case "System.Array.Copy":
                Copy((Array)a[0].Object!, a[1].Int, (Array)a[2].Object!, a[3].Int, a[4].Int);
                break;
            case "System.BitConverter.ToSingle":
                a[0] = Value.Of(BitConverter.ToSingle((byte[])a[0].Object!, a[1].Int));
                break;
            case "System.Int32.ToString":
                a[0] = Value.Of(((Address)a[0].Object!).Memory[((Address)a[0].Object!).Index].Int.ToString(CultureInfo.InvariantCulture));
                break;
            case "System.String.Concat":
                a[0] = Value.Of(a[0].Object is object?[] parts ? string.Concat(parts) : string.Concat(a[..method.Arguments].ToArray().Select(part => part.Object)));
                break;
            case "System.Runtime.CompilerServices.RuntimeHelpers.InitializeArray":
                Array array = (Array)a[0].Object!;
                byte[] data = program.DataOf((FieldDefinitionHandle)(EntityHandle)a[1].Object!, Buffer.ByteLength(array));
                Buffer.BlockCopy(data, 0, array, 0, data.Length);
                break;
            case "System.Type.GetTypeFromHandle" or "System.Type.get_Assembly":
                break;
            case "nanoFramework.Runtime.Native.ResourceUtility.GetObject":
                a[0] = Value.Of(resource.AsSpan(a[2].Int, Math.Min(a[3].Int, resource.Length - a[2].Int)).ToArray());
                break;
            default:
                throw new InvalidOperationException($"{method.Type}.{method.Key} is not among the library's methods of the tests' interpreter");
        }
    }

    /// <summary>Makes an instance of a library's class.</summary>
    public static Value Create(Instance instance, ReadOnlySpan<Value> arguments)
    {
        if (arguments.Length > 0 && arguments[0].Object is string message)
        {
            Machine.Messages.AddOrUpdate(instance, message);
        }

        return Value.Of(instance);
    }

    private static void Copy(Array from, int fromAt, Array to, int toAt, int count)
    {
        if (from.GetType() != to.GetType())
        {
            throw new NanoException("System.InvalidCastException", $"a copy of {from.GetType()} to {to.GetType()}");
        }

        Array.Copy(from, fromAt, to, toAt, count);
    }
}
