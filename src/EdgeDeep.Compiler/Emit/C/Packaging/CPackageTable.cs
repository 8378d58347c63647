namespace EdgeDeep.Compiler.Emit.C.Packaging;

/// <summary>A way in which an ecosystem takes libraries.</summary>
/// <param name="Name">What a user types.</param>
/// <param name="Title">Name of the ecosystem.</param>
/// <param name="Use">How the folder is used there, as a paragraph of Markdown.</param>
/// <param name="Write">Writes the files that are for this ecosystem alone.</param>
/// <param name="NeedsCMake">Whether the root's CMakeLists.txt is needed too.</param>
internal sealed record CPackageRow(
    string Name, string Title, Func<CPackageModel, string> Use, Func<CPackageModel, IEnumerable<CFile>> Write, bool NeedsCMake = false);

/// <summary>The ecosystems, one row each.</summary>
internal static class CPackageTable
{
    /// <summary>All rows, in the order of the README.</summary>
    public static IReadOnlyList<CPackageRow> Rows { get; } =
    [
        new("arduino", "Arduino", ArduinoPackage.Use, ArduinoPackage.Write),
        new("platformio", "PlatformIO", PlatformIoPackage.Use, PlatformIoPackage.Write),
        new("pico", "Raspberry Pi Pico SDK", PicoPackage.Use, PicoPackage.Write, NeedsCMake: true),
        new("esp-idf", "ESP-IDF", EspIdfPackage.Use, EspIdfPackage.Write, NeedsCMake: true),
        new("zephyr", "Zephyr", ZephyrPackage.Use, ZephyrPackage.Write),
        new("cmake", "CMake", CMakePackage.Use, CMakePackage.Write, NeedsCMake: true),
    ];
}
