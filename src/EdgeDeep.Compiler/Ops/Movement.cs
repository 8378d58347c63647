namespace EdgeDeep.Compiler.Ops;

/// <summary>An operator that moves elements without changing them: results have the operands' scale.</summary>
public abstract record Movement : Operator
{
    /// <inheritdoc/>
    public override QuantizationRule Rule => QuantizationRule.SameAsInputs;

    /// <inheritdoc/>
    public override bool HasFloatKernel => true;
}
