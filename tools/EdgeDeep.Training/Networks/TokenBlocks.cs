using TorchSharp.Modules;
using static TorchSharp.torch;
using TorchNorm = TorchSharp.Modules.LayerNorm;

namespace EdgeDeep.Training.Networks;

/// <summary>Rows as tokens: [n,c,h,w] to [n,h,w*c].</summary>
public sealed class RowTokens(string name) : nn.Module<Tensor, Tensor>(name)
{
    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => input.permute(0, 2, 3, 1).flatten(2);
}

/// <summary>Mean over tokens: [n,t,c] to [n,c].</summary>
public sealed class TokenMean(string name) : nn.Module<Tensor, Tensor>(name)
{
    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => input.mean([1L]);
}

/// <summary>A learned vector for each place, added to the token there.</summary>
public sealed class PositionBlock : nn.Module<Tensor, Tensor>
{
    private const double InitialDeviation = 0.02;

    /// <summary>Creates the block.</summary>
    /// <param name="name">Name of its parameters in checkpoints.</param>
    /// <param name="tokens">Number of places.</param>
    /// <param name="width">Features of a token.</param>
    public PositionBlock(string name, int tokens, int width)
        : base(name)
    {
        Embedding = nn.Parameter(randn(1, tokens, width) * InitialDeviation);
        register_parameter("embedding", Embedding);
    }

    /// <summary>The vectors, [1,t,c].</summary>
    public Parameter Embedding { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => input + Embedding;
}

/// <summary>x + change(norm(x)) on tokens, with or without fake quantization of the sum.</summary>
public abstract class TokenResidual : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> _dropout;
    private readonly FakeQuantizer _sum = new("sum");

    /// <summary>Creates what all such blocks have; the block itself registers its components.</summary>
    /// <param name="name">Name of its parameters in checkpoints.</param>
    /// <param name="width">Features of a token.</param>
    /// <param name="dropout">Share of the added elements that are zero while training.</param>
    protected TokenResidual(string name, int width, double dropout)
        : base(name)
    {
        Norm = nn.LayerNorm(width);
        _dropout = nn.Dropout(dropout);
        register_module("norm", Norm);
        register_module("dropout", _dropout);
        register_module("sum", _sum);
    }

    /// <summary>The normalization in front.</summary>
    public TorchNorm Norm { get; }

    /// <summary>Whether the sum is rounded to int8.</summary>
    public bool Quantizing { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        Tensor result = input + _dropout.call(Change(Norm.call(input)));
        return Quantizing ? _sum.call(result) : result;
    }

    /// <summary>What is added to the tokens.</summary>
    /// <param name="normal">The normalized tokens [n,t,c].</param>
    protected abstract Tensor Change(Tensor normal);
}

/// <summary>Self-attention with several heads.</summary>
public sealed class AttentionBlock : TokenResidual
{
    private readonly int _heads;

    /// <summary>Creates the block.</summary>
    /// <param name="name">Name of its parameters in checkpoints.</param>
    /// <param name="width">Features of a token.</param>
    /// <param name="layer">The description.</param>
    public AttentionBlock(string name, int width, SelfAttention layer)
        : base(name, width, layer.DropoutRate)
    {
        _heads = width % layer.Heads == 0
            ? layer.Heads
            : throw new ArgumentException($"{width} features cannot be shared by {layer.Heads} heads", nameof(layer));
        DenseBlock Projection(string part)
        {
            DenseBlock dense = new(part, width, new Dense(width));
            register_module(part, dense);
            return dense;
        }

        (Query, Key, Value, Output) = (Projection("query"), Projection("key"), Projection("value"), Projection("output"));
    }

    /// <summary>What a token looks for.</summary>
    public DenseBlock Query { get; }

    /// <summary>What a token is found by.</summary>
    public DenseBlock Key { get; }

    /// <summary>What a token gives.</summary>
    public DenseBlock Value { get; }

    /// <summary>Joins the heads.</summary>
    public DenseBlock Output { get; }

    /// <inheritdoc/>
    protected override Tensor Change(Tensor normal)
    {
        long tokens = normal.shape[1], width = normal.shape[2] / _heads;
        Tensor Heads(DenseBlock dense) => dense.call(normal).view(-1, tokens, _heads, width).transpose(1, 2);
        Tensor scores = matmul(Heads(Query), Heads(Key).transpose(2, 3)) / Math.Sqrt(width);
        Tensor mixed = matmul(nn.functional.softmax(scores, -1), Heads(Value));
        return Output.call(mixed.transpose(1, 2).flatten(2));
    }
}

/// <summary>Two fully connected layers with GELU between them.</summary>
public sealed class FeedForwardBlock : TokenResidual
{
    /// <summary>Creates the block.</summary>
    /// <param name="name">Name of its parameters in checkpoints.</param>
    /// <param name="width">Features of a token.</param>
    /// <param name="layer">The description.</param>
    public FeedForwardBlock(string name, int width, FeedForward layer)
        : base(name, width, layer.DropoutRate)
    {
        Wide = new DenseBlock("wide", width, new Dense(layer.Units));
        Narrow = new DenseBlock("narrow", layer.Units, new Dense(width));
        register_module("wide", Wide);
        register_module("narrow", Narrow);
    }

    /// <summary>The first layer.</summary>
    public DenseBlock Wide { get; }

    /// <summary>The second layer.</summary>
    public DenseBlock Narrow { get; }

    /// <inheritdoc/>
    protected override Tensor Change(Tensor normal) => Narrow.call(nn.functional.gelu(Wide.call(normal)));
}
