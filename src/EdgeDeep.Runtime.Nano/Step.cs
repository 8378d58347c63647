namespace EdgeDeep.Nano;

/// <summary>A kernel call of a plan, bound to memory.</summary>
public sealed class Step
{
    internal Step(int op, Slot[] slots, int[] parameters)
    {
        Op = op;
        Slots = slots;
        Parameters = parameters;
    }

    /// <summary>The kernel's number in the .edge format.</summary>
    public int Op { get; }

    /// <summary>Operands, then results, then scratch.</summary>
    public Slot[] Slots { get; }

    /// <summary>The kernel's parameter structure as a run of integers.</summary>
    public int[] Parameters { get; }
}
