using EdgeDeep.Perception.Preprocessing;

namespace EdgeDeep.Perception.Explaining;

/// <summary>What the rows and columns of an input are.</summary>
public enum GridKind
{
    /// <summary>Rows and columns of a picture.</summary>
    Picture,

    /// <summary>Rows are frames of time, columns are bands of frequency, from the lowest.</summary>
    Spectrum,

    /// <summary>Rows are frames of time; the columns have no order that means something, such as cepstral coefficients.</summary>
    Frames,

    /// <summary>One row, a column for each number of a table, or for each moment and sensor.</summary>
    Numbers,
}

/// <summary>An input as a grid whose cells can be covered one by one.</summary>
/// <param name="Kind">What rows and columns are.</param>
/// <param name="Rows">At least 1.</param>
/// <param name="Columns">At least 1.</param>
/// <param name="Channels">Values of a cell that are covered together.</param>
/// <param name="Layout">Strides of row, column and channel in the tensor.</param>
public sealed record InputGrid(GridKind Kind, int Rows, int Columns, int Channels, (int Row, int Column, int Channel) Layout)
{
    /// <summary>The grid of an input.</summary>
    /// <param name="spec">How the input is made; null where nothing is known.</param>
    /// <param name="shape">The input's shape.</param>
    public static InputGrid Of(PreprocessingSpec? spec, int[] shape)
    {
        int elements = shape.Aggregate(1, (product, side) => product * Math.Max(1, side));
        if (spec is ImageSpec image && ImageLayout.Of(shape, image.Size) is { } layout)
        {
            return layout.Planar
                ? new InputGrid(GridKind.Picture, layout.Height, layout.Width, layout.Channels, (layout.Width, 1, layout.Width * layout.Height))
                : new InputGrid(GridKind.Picture, layout.Height, layout.Width, layout.Channels, (layout.Width * layout.Channels, layout.Channels, 1));
        }

        if (spec is SpectrogramSpec { Features: { } features })
        {
            GridKind kind = features.Coefficients == 0 ? GridKind.Spectrum : GridKind.Frames;
            bool isTurned = features.Frames != features.FeaturesPerFrame && TensorShape.Significant(shape).AsSpan().SequenceEqual([features.FeaturesPerFrame, features.Frames]);
            return new InputGrid(kind, features.Frames, features.FeaturesPerFrame, 1, isTurned ? (1, features.Frames, 0) : (features.FeaturesPerFrame, 1, 0));
        }

        return spec is WaveformSpec ? new InputGrid(GridKind.Frames, elements, 1, 1, (1, 0, 0)) : new InputGrid(GridKind.Numbers, 1, elements, 1, (0, 1, 0));
    }

    /// <summary>Index of a value in the tensor.</summary>
    public int IndexOf(int row, int column, int channel) => (row * Layout.Row) + (column * Layout.Column) + (channel * Layout.Channel);
}
