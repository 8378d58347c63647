using EdgeDeep.Training.Data;

namespace EdgeDeep.Training.Networks;

/// <summary>
/// One layer of a network as data. The same description becomes the module that is trained (<see cref="TorchNetwork"/>)
/// and the graph that is written (<see cref="GraphBuilder"/>). Data is [n,h,w,c] in the graph and [n,c,h,w] in the module.
/// </summary>
public abstract record Layer;

/// <summary>Convolution without bias, batch normalization, optionally ReLU; output size = ceil(input / stride).</summary>
/// <param name="Filters">Output channels.</param>
/// <param name="KernelHeight">Rows of the filter.</param>
/// <param name="KernelWidth">Columns of the filter.</param>
/// <param name="Stride">Step in both directions.</param>
/// <param name="Relu">Whether max(x, 0) follows.</param>
public sealed record Convolution(int Filters, int KernelHeight, int KernelWidth, int Stride = 1, bool Relu = true) : Layer;

/// <summary>Convolution of each channel by itself, batch normalization, optionally ReLU; output size = ceil(input / stride).</summary>
/// <param name="KernelHeight">Rows of the filter.</param>
/// <param name="KernelWidth">Columns of the filter.</param>
/// <param name="Stride">Step in both directions.</param>
/// <param name="Relu">Whether max(x, 0) follows.</param>
public sealed record Depthwise(int KernelHeight, int KernelWidth, int Stride = 1, bool Relu = true) : Layer;

/// <summary>max(x + body(x), 0); the body keeps the shape.</summary>
/// <param name="Body">Layers of the body.</param>
public sealed record Residual(params Layer[] Body) : Layer;

/// <summary>Mean over rows and columns, or over tokens: [n,h,w,c] or [n,t,c] to [n,c].</summary>
public sealed record GlobalAverage : Layer;

/// <summary>Sets elements to zero while training; nothing in the written model.</summary>
/// <param name="Rate">Share of the elements, 0 to below 1.</param>
public sealed record Dropout(double Rate) : Layer;

/// <summary>Rows become tokens: [n,h,w,c] to [n,h,w*c].</summary>
public sealed record RowsToTokens : Layer;

/// <summary>Adds a learned vector to each token, by its place: [n,t,c].</summary>
public sealed record PositionEmbedding : Layer;

/// <summary>Brings each token to mean 0 and variance 1, then scales and shifts each of its features: [n,t,c].</summary>
public sealed record LayerNorm : Layer;

/// <summary>x + attention(norm(x)) on [n,t,c]: every token takes in a mixture of all tokens.</summary>
/// <param name="Heads">Mixtures side by side; divides c.</param>
/// <param name="DropoutRate">Share of the added elements that are zero while training.</param>
public sealed record SelfAttention(int Heads, double DropoutRate = 0) : Layer;

/// <summary>x + dense(gelu(dense(norm(x)))) on [n,t,c], each token by itself.</summary>
/// <param name="Units">Features between the two fully connected layers.</param>
/// <param name="DropoutRate">Share of the added elements that are zero while training.</param>
public sealed record FeedForward(int Units, double DropoutRate = 0) : Layer;

/// <summary>Fully connected layer with bias on [n,c], or on every token of [n,t,c].</summary>
/// <param name="Units">Outputs.</param>
/// <param name="Relu">Whether max(x, 0) follows.</param>
public sealed record Dense(int Units, bool Relu = false) : Layer;

/// <summary>What a recurrent layer remembers with.</summary>
public enum RecurrentCell
{
    /// <summary>Gated recurrent unit, the reset gate behind the recurrent weights.</summary>
    Gru,

    /// <summary>Long short-term memory.</summary>
    Lstm,
}

/// <summary>Recurrent layer that runs forward over [n,t,c] from a state of zeros.</summary>
/// <param name="Cell">The kind.</param>
/// <param name="Units">Size of its hidden state.</param>
/// <param name="Sequence">Whether the result is every step's hidden state, [n,t,units], or the last one, [n,units].</param>
public sealed record Recurrent(RecurrentCell Cell, int Units, bool Sequence = false) : Layer;

/// <summary>What one of several inputs goes through before it meets the others.</summary>
/// <param name="Name">Name of the input in the written model.</param>
/// <param name="InputShape">[h,w,c] of one sample.</param>
/// <param name="Layers">The layers in order; they end in [n,c].</param>
public sealed record Branch(string Name, int[] InputShape, IReadOnlyList<Layer> Layers)
{
    /// <summary>Values of one sample.</summary>
    public int InputElements => InputShape.Aggregate(1, (product, side) => product * side);
}

/// <summary>
/// A network for classification: layers from one input to one logit a class, or branches whose results are concatenated and
/// then go through the layers (late fusion); the written model ends in softmax.
/// </summary>
/// <param name="Name">Name of the model.</param>
/// <param name="InputShape">[h,w,c] of one sample, or [t,c] of a sequence; with branches [values of all inputs], one input after the other.</param>
/// <param name="Layers">The layers in order.</param>
public sealed record Network(string Name, int[] InputShape, IReadOnlyList<Layer> Layers)
{
    /// <summary>Creates a network of several inputs.</summary>
    /// <param name="name">Name of the model.</param>
    /// <param name="branches">The inputs in model order.</param>
    /// <param name="head">Layers after the concatenation.</param>
    public Network(string name, IReadOnlyList<Branch> branches, IReadOnlyList<Layer> head)
        : this(name, [branches.Sum(branch => branch.InputElements)], head) => Branches = branches;

    /// <summary>The inputs; empty where there is one.</summary>
    public IReadOnlyList<Branch> Branches { get; } = [];

    /// <summary>Values of one sample.</summary>
    public int InputElements => InputShape.Aggregate(1, (product, side) => product * side);

    /// <summary>Convolutions, recurrent and fully connected layers, those within residual bodies too.</summary>
    public int WeightLayers => Count(Layers) + Branches.Sum(branch => Count(branch.Layers));

    /// <summary>One array for each input of the written model.</summary>
    /// <param name="sample"><see cref="InputElements"/> values.</param>
    public float[][] Split(float[] sample) => Branches.Count == 0 ? [sample] : FlatSample.Split(sample, [.. Branches.Select(branch => branch.InputElements)]);

    /// <summary>A depthwise 3x3 convolution followed by a 1x1 convolution.</summary>
    /// <param name="filters">Output channels.</param>
    /// <param name="stride">Step of the depthwise part.</param>
    /// <param name="relu">Whether ReLU ends the pair.</param>
    public static Layer[] Separable(int filters, int stride = 1, bool relu = true) =>
        [new Depthwise(3, 3, stride), new Convolution(filters, 1, 1, 1, relu)];

    /// <summary>A block of a transformer: self-attention, then a feed-forward layer.</summary>
    /// <param name="heads">Heads of the attention.</param>
    /// <param name="units">Features inside the feed-forward layer.</param>
    /// <param name="dropout">Share of the added elements that are zero while training.</param>
    public static Layer[] Transformer(int heads, int units, double dropout = 0) =>
        [new SelfAttention(heads, dropout), new FeedForward(units, dropout)];

    /// <summary>Two separable convolutions with a shortcut around them.</summary>
    /// <param name="filters">Channels in and out.</param>
    public static Residual SeparableResidual(int filters) => new([.. Separable(filters), .. Separable(filters, relu: false)]);

    private static int Count(IEnumerable<Layer> layers) => layers.Sum(layer => layer switch
    {
        Residual residual => Count(residual.Body),
        SelfAttention => 4,
        FeedForward => 2,
        Convolution or Depthwise or Dense or Recurrent => 1,
        _ => 0,
    });
}
