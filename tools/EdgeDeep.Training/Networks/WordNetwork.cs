using EdgeDeep.Compiler.Graphs;
using EdgeDeep.Compiler.Ops;
using EdgeDeep.Runtime.Plans;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace EdgeDeep.Training.Networks;

/// <summary>A language model: a vector for each word, one GRU layer, one logit for each word that may follow.</summary>
public sealed class WordNetwork : nn.Module<Tensor, Tensor>
{
    private readonly Embedding _words;
    private readonly GRU _gru;
    private readonly TorchSharp.Modules.Dropout _dropout;
    private readonly Linear _logits;
    private readonly int _units;

    /// <summary>Creates the module with random weights.</summary>
    /// <param name="vocabulary">Number of words.</param>
    /// <param name="features">Length of a word's vector.</param>
    /// <param name="units">Units of the GRU.</param>
    /// <param name="dropout">Share of vectors and results that are zero while training.</param>
    public WordNetwork(int vocabulary, int features, int units, double dropout)
        : base("words")
    {
        _words = nn.Embedding(vocabulary, features);
        _gru = nn.GRU(features, units, batchFirst: true);
        _dropout = nn.Dropout(dropout);
        _logits = nn.Linear(units, vocabulary);
        _units = units;
        RegisterComponents();
    }

    /// <summary>Tokens [n,t], int64, to logits [n,t,words]; the memory starts as zeros.</summary>
    /// <param name="tokens">The tokens.</param>
    public override Tensor forward(Tensor tokens)
    {
        (Tensor results, _) = _gru.call(_dropout.call(_words.call(tokens)), zeros(1, tokens.shape[0], _units));
        return _logits.call(_dropout.call(results));
    }

    /// <summary>
    /// The graph of one step: input "token" int32 [1,1], output "logits" [1,words]; what the GRU remembers is state of the graph.
    /// </summary>
    /// <param name="name">Name of the model.</param>
    public Graph ToGraph(string name)
    {
        using IDisposable none = no_grad();
        Graph graph = new(name);
        Value token = new("token", ElementType.Int32, 1, 1), hidden = new("hidden", ElementType.Float32, 1, _units);
        Value Add(string node, Operator op, params Value?[] inputs)
        {
            Value output = new(node, ElementType.Float32);
            graph.Add(node, op, inputs, output);
            return output;
        }

        graph.Inputs.Add(token);
        Value vector = Add("vector", new Gather(0), Constant("words", _words.weight!), token);
        Value results = new("results", ElementType.Float32), next = new("hidden next", ElementType.Float32);
        graph.Add(
            "gru", new Gru(false, true),
            [vector, Gates("weight_ih_l0", 3), Gates("weight_hh_l0", 3), Gates("bias_ih_l0", 2), Gates("bias_hh_l0", 2), hidden], results, next);
        Value logits = Add("logits", new FullyConnected(false, Clamp.None), Add("result", Reshape.To(1, _units), results), Constant("logit weights", _logits.weight), Constant("logit bias", _logits.bias!));
        graph.Outputs.Add(logits);
        graph.States.Add(new State(hidden, next, new byte[sizeof(float) * _units]));
        return graph;
    }

    /// <summary>PyTorch's order of gates, reset, update, candidate, becomes update, reset, candidate: [3 units, ...] to [3, units, ...].</summary>
    private Value Gates(string parameter, int rank)
    {
        Tensor all = _gru.get_parameter(parameter)!;
        Tensor gates = all.view(rank == 3 ? [3, _units, all.shape[1]] : [3, _units]);
        return Constant(parameter, gates.index_select(0, tensor(new long[] { 1, 0, 2 })));
    }

    private static Value Constant(string name, Tensor tensor) => Value.Constant(
        name, [.. tensor.shape.Select(side => (int)side)], tensor.detach().contiguous().data<float>().ToArray().AsSpan());
}
