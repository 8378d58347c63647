using System.Device.Gpio;
using System.Device.Gpio.Drivers;

namespace EdgeDeep.Devices.Gpio;

/// <summary>
/// Finds the GPIO chip whose lines are the pins of a Raspberry Pi's header. Its number differs between models and kernels (the
/// Raspberry Pi 5's was 4 and is 0 since Linux 6.6.45), its label does not.
/// </summary>
public static class GpioChips
{
    /// <summary>Labels of the header's chip: Raspberry Pi 5, 4, and the ones before.</summary>
    public static IReadOnlyList<string> HeaderLabels { get; } = ["pinctrl-rp1", "pinctrl-bcm2711", "pinctrl-bcm2835"];

    /// <summary>Opens the chip of the header.</summary>
    /// <param name="label">Another chip's label; null for the header's.</param>
    /// <exception cref="DeviceException">There is no such chip, or this user may not open it.</exception>
    public static GpioController Open(string? label = null)
    {
        IReadOnlyList<GpioChipInfo> chips;
        try
        {
            chips = [.. LibGpiodDriver.GetAvailableChips()];
        }
        catch (Exception e) when (e is PlatformNotSupportedException or DllNotFoundException)
        {
            throw new DeviceException($"GPIO needs the library libgpiod; install it (Debian package libgpiod3 or libgpiod2).");
        }

        int index = Choose([.. chips.Select(chip => chip.Label)], label);
        return new GpioController(new LibGpiodDriver(chips[index].Id));
    }

    /// <summary>Index of the wanted label.</summary>
    /// <exception cref="DeviceException">It is not there; the message names those that are.</exception>
    internal static int Choose(IReadOnlyList<string> labels, string? wanted)
    {
        foreach (string candidate in wanted is null ? HeaderLabels : [wanted])
        {
            for (int i = 0; i < labels.Count; i++)
            {
                if (labels[i] == candidate)
                {
                    return i;
                }
            }
        }

        string there = labels.Count == 0 ? "none; check that the user is in the group gpio" : string.Join(", ", labels);
        throw new DeviceException($"there is no GPIO chip {(wanted is null ? "of a Raspberry Pi's header" : $"with the label '{wanted}'")}; the chips here: {there}.");
    }
}
