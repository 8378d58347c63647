using EdgeDeep.Training.Networks;

namespace EdgeDeep.Training.Own;

/// <summary>Size of the network that is trained on a user's data.</summary>
public enum NetworkSize
{
    /// <summary>Fits microcontrollers with little memory.</summary>
    Small,

    /// <summary>About three times the weights.</summary>
    Medium,
}

/// <summary>Networks for a user's data: for sounds and pictures separable convolutions with shortcuts, as deep as the input is large.</summary>
public static class OwnNetworks
{
    private const int LongestSound = 40;  // frames after the strided layers
    private const int LargestPicture = 8; // rows or columns before the mean

    /// <summary>A DS-CNN on frames of features, as the keyword model's.</summary>
    /// <param name="name">Name of the model.</param>
    /// <param name="frames">Frames.</param>
    /// <param name="features">Features of a frame.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="size">Size.</param>
    public static Network Sound(string name, int frames, int features, int classes, NetworkSize size)
    {
        (int filters, int blocks) = size == NetworkSize.Small ? (48, 2) : (80, 3);
        List<Layer> layers = [new Convolution(filters, 10, 4, 2)];
        for (int length = (frames + 1) / 2; length > LongestSound; length = (length + 1) / 2)
        {
            layers.AddRange(Network.Separable(filters, 2));
        }

        layers.AddRange(Enumerable.Range(0, blocks).Select(_ => Network.SeparableResidual(filters)));
        return new Network(name, [frames, features, 1], [.. layers, .. Head(classes)]);
    }

    /// <summary>A residual network of separable convolutions on pictures.</summary>
    /// <param name="name">Name of the model.</param>
    /// <param name="shape">[h,w,c].</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="size">Size.</param>
    public static Network Picture(string name, int[] shape, int classes, NetworkSize size)
    {
        int filters = size == NetworkSize.Small ? 16 : 24, most = 8 * filters, side = Math.Max(shape[0], shape[1]);
        int stride = side > 40 ? 2 : 1;
        List<Layer> layers = [new Convolution(filters, 3, 3, stride)];
        for (side = (side + stride - 1) / stride; side > LargestPicture; side = (side + 1) / 2)
        {
            filters = Math.Min(2 * filters, most);
            layers.AddRange([.. Network.Separable(filters, 2), Network.SeparableResidual(filters)]);
        }

        if (size == NetworkSize.Medium || layers.Count == 1)
        {
            layers.Add(Network.SeparableResidual(filters));
        }

        return new Network(name, shape, [.. layers, .. Head(classes)]);
    }

    /// <summary>Fully connected layers on the numbers of a table's row.</summary>
    /// <param name="name">Name of the model.</param>
    /// <param name="columns">Numbers of a row.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="size">Size.</param>
    public static Network Table(string name, int columns, int classes, NetworkSize size)
    {
        int units = size == NetworkSize.Small ? 32 : 64;
        return new Network(name, [columns], [new Dense(units, Relu: true), new Dropout(0.1), new Dense(units / 2, Relu: true), new Dense(classes)]);
    }

    private static Layer[] Head(int classes) => [new GlobalAverage(), new Dropout(0.2), new Dense(classes)];
}
