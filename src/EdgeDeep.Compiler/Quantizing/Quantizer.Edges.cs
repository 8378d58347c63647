using System.Runtime.InteropServices;
using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Quantizing;

/// <content>States, inputs and outputs.</content>
public sealed partial class Quantizer
{
    private void AddState(State state)
    {
        StoredAs? stored = _stored.GetValueOrDefault(state.Current);
        byte[] initial = stored is null
            ? state.Initial
            : QuantizationParameters.Stored(MemoryMarshal.Cast<byte, float>(state.Initial), stored.Type, stored.Parameters);
        _result.States.Add(new State(_values[state.Current], As(state.Next, stored), initial));
    }

    private void AddInput(Value input)
    {
        Value inner = Copy(input);
        if (!_options.FloatInputs || inner.Quantization is null)
        {
            _result.Inputs.Add(inner);
            return;
        }

        Value outer = new(input.Name, ElementType.Float32, input.Shape);
        inner.Name = Name(input.Name + "/int8");
        _result.Inputs.Add(outer);
        _result.Add(inner.Name, new Quantize(), [outer], inner);
    }

    private void AddOutput(Value output)
    {
        if (output.IsConstant)
        {
            // Numbers that never change are given out as they are.
            _result.Outputs.Add(output);
            return;
        }

        Value inner = As(output, Narrow(output));
        inner.Name = _stored.ContainsKey(output) && inner != _values[output] ? output.Name : inner.Name;
        int passed = _source.Inputs.IndexOf(output), repeated = _source.Outputs.IndexOf(output);
        if (!_options.FloatOutputs || inner.Quantization is null)
        {
            _result.Outputs.Add(inner);
        }
        else if (repeated < _result.Outputs.Count)
        {
            _result.Outputs.Add(_result.Outputs[repeated]);
        }
        else if (passed >= 0 && _options.FloatInputs)
        {
            _result.Outputs.Add(_result.Inputs[passed]);
        }
        else
        {
            Value outer = new(passed >= 0 ? Name(output.Name + "/float") : output.Name, ElementType.Float32, output.Shape);
            if (passed < 0)
            {
                inner.Name = Name(output.Name + "/int8");
            }

            _result.Outputs.Add(outer);
            _result.Add(outer.Name, new Dequantize(), [inner], outer);
        }
    }
}
