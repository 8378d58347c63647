using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeDeep.Compiler.Emit.C.Packaging;

/// <summary>A PlatformIO library: library.json, and a project that runs the Arduino sketch.</summary>
internal static class PlatformIoPackage
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>What to do with the folder.</summary>
    public static string Use(CPackageModel model) => $"""
        Copy this folder into the `lib` folder of your project; PlatformIO finds it by itself: `#include <{model.Name}.h>`. To try it
        alone: `cd examples/platformio && pio run -e pico -t upload && pio device monitor` (environments for more boards are in
        `platformio.ini`).
        """;

    /// <summary>The files.</summary>
    public static IEnumerable<CFile> Write(CPackageModel model) =>
    [
        new CFile("library.json", Manifest(model)),
        new CFile("examples/platformio/platformio.ini", Project),
        ArduinoPackage.SketchFile(model),
    ];

    private static string Manifest(CPackageModel model)
    {
        JsonObject manifest = new()
        {
            ["$schema"] = "https://raw.githubusercontent.com/platformio/platformio-core/develop/platformio/assets/schema/library.json",
            ["name"] = model.Name,
            ["version"] = CPackageModel.Version,
            ["description"] = model.Sentence,
            ["keywords"] = new JsonArray("neural network", "inference", "int8"),
            ["frameworks"] = "*",
            ["platforms"] = "*",
            ["headers"] = $"{model.Name}.h",
            ["examples"] = new JsonArray(new JsonObject
            {
                ["name"] = "SelfTest",
                ["base"] = ArduinoPackage.Sketch,
                ["files"] = new JsonArray("SelfTest.ino"),
            }),
            ["build"] = new JsonObject
            {
                ["srcDir"] = "src",
                ["includeDir"] = "src",
                ["flags"] = new JsonArray("-ffp-contract=off"),
            },
        };
        if (model.Spdx is { } licence)
        {
            manifest.Insert(5, "license", licence);
        }

        return manifest.ToJsonString(Indented) + "\n";
    }

    private const string Project = """
        ; Runs the sketch of ../SelfTest with this library. Exported by EdgeDeep.
        [platformio]
        src_dir = ../SelfTest

        [env]
        framework = arduino
        lib_deps = symlink://../..
        monitor_speed = 115200

        [env:pico]
        platform = raspberrypi
        board = pico

        [env:nano33ble]
        platform = nordicnrf52
        board = nano33ble

        [env:esp32dev]
        platform = espressif32
        board = esp32dev

        [env:disco_f407vg]
        platform = ststm32
        board = disco_f407vg

        """;
}
