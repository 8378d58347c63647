using System.Reflection.Metadata;
using System.Runtime.CompilerServices;

namespace EdgeDeep.Nano.Tests.Interpreter;

/// <summary>
/// Executes a program as nanoFramework 1.x does as far as its own code can tell: 32-bit evaluation stack, single precision
/// kept single, divisions that throw, conversions of numbers out of range that give 0. What would behave differently there,
/// above all unsigned arithmetic, is refused when a method is decoded.
/// </summary>
internal sealed class Machine(NanoProgram program, byte[] resource)
{
    /// <summary>Messages of exceptions, which are instances of library classes or have them as their base.</summary>
    public static readonly ConditionalWeakTable<Instance, string> Messages = [];

    private readonly Value[] _stack = new Value[1 << 16];
    private readonly Libraries _libraries = new(program, resource);

    /// <summary>Calls a method from outside.</summary>
    /// <param name="target">The instance; null for a static method.</param>
    /// <param name="type">Full name of the type.</param>
    /// <param name="name">Its name; the first one with as many arguments is taken.</param>
    /// <param name="arguments">Numbers and references.</param>
    public Value Call(Value? target, string type, string name, params Value[] arguments)
    {
        int count = arguments.Length + (target is null ? 0 : 1);
        NanoMethod method = program[type].Methods.Values.First(method => method.Name == name && method.Arguments == count);
        Value[] all = target is { } instance ? [instance, .. arguments] : arguments;
        all.CopyTo(_stack, 0);
        Run(method, 0);
        return _stack[0];
    }

    /// <summary>Runs a method whose arguments start at an index of the stack; its result takes the place of the first one.</summary>
    private void Run(NanoMethod method, int args)
    {
        if (method.Code is null)
        {
            if (method.Decode is null)
            {
                _libraries.Call(method, _stack, args);
                return;
            }

            method.Decode(method);
        }

        Value[] s = _stack;
        int locals = args + method.Arguments;
        for (int i = 0; i < method.Locals.Length; i++)
        {
            s[locals + i] = method.Locals[i].Copy();
        }

        int sp = locals + method.Locals.Length;
        Instruction[] code = method.Code!;
        int pc = 0;
        while (true)
        {
            ref readonly Instruction it = ref code[pc++];
            switch (it.Op)
            {
                case ILOp.Nop:
                    break;
                case ILOp.Ldarg:
                    s[sp++] = s[args + it.Operand];
                    break;
                case ILOp.Ldloc:
                    s[sp++] = s[locals + it.Operand];
                    break;
                case ILOp.Ldarga:
                    s[sp++] = AddressOf(args + it.Operand);
                    break;
                case ILOp.Ldloca:
                    s[sp++] = AddressOf(locals + it.Operand);
                    break;
                case ILOp.Starg:
                    s[args + it.Operand] = s[--sp].Copy();
                    break;
                case ILOp.Stloc:
                    s[locals + it.Operand] = s[--sp].Copy();
                    break;
                case ILOp.LdcI4:
                    s[sp++] = Value.Of(it.Operand);
                    break;
                case ILOp.LdcI8:
                    s[sp++] = Value.Of(it.Wide);
                    break;
                case ILOp.LdcR4:
                    s[sp++] = new Value { Tag = Tag.R4, Bits = it.Wide };
                    break;
                case ILOp.LdcR8:
                    s[sp++] = new Value { Tag = Tag.R8, Bits = it.Wide };
                    break;
                case ILOp.Ldnull:
                    s[sp++] = Value.Of((object?)null);
                    break;
                case ILOp.Ldstr:
                    s[sp++] = Value.Of(it.Item);
                    break;
                case ILOp.Dup:
                    s[sp] = s[sp - 1];
                    sp++;
                    break;
                case ILOp.Pop:
                    sp--;
                    break;
                case ILOp.Ret:
                    if (method.HasResult)
                    {
                        s[args] = s[sp - 1].Copy();
                    }

                    return;
                case ILOp.Br:
                    pc = it.Operand;
                    break;
                case ILOp.Brtrue:
                    pc = s[--sp].IsTrue ? it.Operand : pc;
                    break;
                case ILOp.Brfalse:
                    pc = s[--sp].IsTrue ? pc : it.Operand;
                    break;
                case >= ILOp.Beq and <= ILOp.BltUn:
                    sp -= 2;
                    pc = Arithmetic.Compare(it.Op, s[sp], s[sp + 1]) ? it.Operand : pc;
                    break;
                case ILOp.Switch:
                    int[] targets = (int[])it.Item!;
                    int chosen = s[--sp].Int;
                    pc = chosen >= 0 && chosen < targets.Length ? targets[chosen] : pc;
                    break;
                case >= ILOp.Add and <= ILOp.Shr:
                    sp--;
                    s[sp - 1] = Arithmetic.Binary(it.Op, s[sp - 1], s[sp]);
                    break;
                case ILOp.Neg or ILOp.Not:
                    s[sp - 1] = Arithmetic.Unary(it.Op, s[sp - 1]);
                    break;
                case >= ILOp.Ceq and <= ILOp.CltUn:
                    sp--;
                    s[sp - 1] = Value.Of(Arithmetic.Test(it.Op, s[sp - 1], s[sp]) ? 1 : 0);
                    break;
                case >= ILOp.ConvI1 and <= ILOp.ConvR8:
                    s[sp - 1] = Arithmetic.Convert(it.Op, s[sp - 1]);
                    break;
                case ILOp.Ldelem:
                    sp--;
                    s[sp - 1] = Arrays.Load((Array)s[sp - 1].Object!, s[sp].Int, (string)it.Item!);
                    break;
                case ILOp.Stelem:
                    sp -= 3;
                    Arrays.Store((Array)s[sp].Object!, s[sp + 1].Int, s[sp + 2], (string)it.Item!);
                    break;
                case ILOp.Ldlen:
                    s[sp - 1] = Value.Of(((Array)s[sp - 1].Object!).Length);
                    break;
                default:
                    sp = Step(in it, sp);
                    break;
            }
        }
    }

    /// <summary>The instructions of calls, objects and addresses; returns the new top of the stack.</summary>
    private int Step(in Instruction it, int sp)
    {
        Value[] s = _stack;
        switch (it.Op)
        {
            case ILOp.Call or ILOp.Callvirt:
                return Invoke((NanoMethod)it.Item!, it.Op == ILOp.Callvirt, sp);
            case ILOp.Newobj:
                return Create((NanoMethod)it.Item!, sp);
            case ILOp.Newarr:
                s[sp - 1] = Value.Of(Arrays.Create(it.Item!, s[sp - 1].Int));
                return sp;
            case ILOp.Ldfld:
                s[sp - 1] = FieldsOf(s[sp - 1])[((NanoField)it.Item!).Index];
                return sp;
            case ILOp.Stfld:
                FieldsOf(s[sp - 2])[((NanoField)it.Item!).Index] = s[sp - 1].Copy();
                return sp - 2;
            case ILOp.Ldflda:
                s[sp - 1] = Value.Of(new Address(FieldsOf(s[sp - 1]), ((NanoField)it.Item!).Index));
                return sp;
            case ILOp.Ldsfld:
                s[sp] = program.StaticFields[((NanoField)it.Item!).Index];
                return sp + 1;
            case ILOp.Stsfld:
                program.StaticFields[((NanoField)it.Item!).Index] = s[sp - 1].Copy();
                return sp - 1;
            case ILOp.Ldelema:
                s[sp - 2] = Value.Of(new ElementAddress((Array)s[sp - 2].Object!, s[sp - 1].Int));
                return sp - 1;
            case ILOp.Ldind:
                s[sp - 1] = s[sp - 1].Object is Address from
                    ? from.Memory[from.Index]
                    : Arrays.Load(((ElementAddress)s[sp - 1].Object!).Memory, ((ElementAddress)s[sp - 1].Object!).Index, (string)it.Item!);
                return sp;
            case ILOp.Stind:
                Store(s[sp - 2].Object!, s[sp - 1], (string)it.Item!);
                return sp - 2;
            case ILOp.Initobj:
                ((Structure)s[sp - 1].Object!).Set(new Structure((NanoType)it.Item!));
                return sp - 1;
            case ILOp.Ldobj:
                s[sp - 1] = Value.Of(((Structure)s[sp - 1].Object!).Clone());
                return sp;
            case ILOp.Stobj:
                ((Structure)s[sp - 2].Object!).Set((Structure)s[sp - 1].Object!);
                return sp - 2;
            case ILOp.Ldtoken:
                s[sp] = Value.Of(it.Item is EntityHandle ? it.Item : new object());
                return sp + 1;
            case ILOp.Box or ILOp.Castclass:
                return sp;
            case ILOp.Throw:
                throw Thrown((Instance)s[sp - 1].Object!);
            default:
                throw new InvalidOperationException($"{it.Op} is not implemented");
        }
    }

    private int Invoke(NanoMethod method, bool isVirtual, int sp)
    {
        int args = sp - method.Arguments;
        if (isVirtual && _stack[args].Object is Instance instance)
        {
            method = instance.Type.Find(method.Key);
        }
        else if (isVirtual && _stack[args].Object is null)
        {
            throw new NanoException("System.NullReferenceException", method.Name);
        }

        Run(method, args);
        return args + (method.HasResult ? 1 : 0);
    }

    private int Create(NanoMethod constructor, int sp)
    {
        int arguments = constructor.Arguments - 1;
        int args = sp - arguments;
        Array.Copy(_stack, args, _stack, args + 1, arguments);
        Value made = Value.Of(constructor.Decode is null ? new Instance(new NanoType(constructor.Type, false, null)) : new Instance(program[constructor.Type]));
        _stack[args] = made;
        if (constructor.Decode is null)
        {
            made = Libraries.Create((Instance)made.Object!, _stack.AsSpan(args + 1, arguments));
        }
        else
        {
            Run(constructor, args);
        }

        _stack[args] = made;
        return args + 1;
    }

    private Value AddressOf(int index) => _stack[index].Object is Structure structure ? Value.Of(structure) : Value.Of(new Address(_stack, index));

    private static Value[] FieldsOf(Value value) => value.Object switch
    {
        Structure structure => structure.Fields,
        Instance instance => instance.Fields,
        _ => throw new NanoException("System.NullReferenceException", "a field of null"),
    };

    private static void Store(object address, Value value, string kind)
    {
        if (address is Address to)
        {
            to.Memory[to.Index] = value;
        }
        else
        {
            Arrays.Store(((ElementAddress)address).Memory, ((ElementAddress)address).Index, value, kind);
        }
    }

    private static NanoException Thrown(Instance exception) =>
        new(exception.Type.Name, Messages.TryGetValue(exception, out string? message) ? message : string.Empty);
}
