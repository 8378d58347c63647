using System.Globalization;
using System.Text;
using EdgeDeep.Runtime.Plans;

namespace EdgeDeep.Compiler.Emit.C.Packaging;

/// <summary>An Arduino library, format 1.5 revision 2.2: library.properties, keywords.txt and a sketch.</summary>
internal static class ArduinoPackage
{
    /// <summary>Folder of the sketch, which PlatformIO uses too.</summary>
    public const string Sketch = "examples/SelfTest";

    // Cores with 32-bit integers: an AVR's int has 16 bits, and the code does not compile there.
    private const string Architectures =
        "mbed,mbed_edge,mbed_giga,mbed_nano,mbed_nicla,mbed_opta,mbed_portenta,mbed_rp2040,rp2040,nRF5,nrf52,sam,samd,stm32,esp32,renesas,renesas_portenta,renesas_uno,silabs,teensy,zephyr";

    /// <summary>What to do with the folder.</summary>
    public static string Use(CPackageModel model) => $"""
        Copy this folder into the `libraries` folder of your sketchbook (or zip it and choose Sketch > Include Library > Add .ZIP
        Library). Open File > Examples > {model.Name} > SelfTest, choose board and port, upload, and open the serial monitor at
        115200 baud. In a sketch of your own: `#include <{model.Name}.h>`. Boards with 8-bit processors (Uno, Nano, Mega) cannot run it.
        """;

    /// <summary>The files.</summary>
    public static IEnumerable<CFile> Write(CPackageModel model) =>
    [
        new CFile("library.properties", Properties(model)),
        new CFile("keywords.txt", Keywords(model)),
        SketchFile(model),
    ];

    /// <summary>The sketch: self-test, time and answer over the serial port.</summary>
    public static CFile SketchFile(CPackageModel model)
    {
        StringBuilder text = new();
        text.Append($$"""
            // Tests {{model.Name}} on this board and prints what it answers. Exported by EdgeDeep; change it as you like.
            #include <{{model.Name}}.h>
            #include <{{model.Name}}_selftest.h>

            void setup() {
              Serial.begin(115200);
              // A board with its own USB port waits for the serial monitor, but not forever.
              while (!Serial && millis() < 5000) {
              }
              int different = {{model.Name}}_selftest();
              if (different == 0) {
                Serial.println("{{model.Name}}: self-test passed");
              } else {
                Serial.print("{{model.Name}}: self-test FAILED, outputs that differ: ");
                Serial.println(different);
              }
              {{model.Name}}_init();
            }

            void loop() {
              unsigned long start = micros();

            """);
        text.Append(string.Concat(model.RunLines.Select(line => line.Length > 0 ? $"  {line}\n" : "\n")));
        text.Append("""
              unsigned long duration = micros() - start;

              Serial.print("one answer took ");
              Serial.print(duration);
              Serial.println(" microseconds");

            """);
        foreach ((string function, string macro, PlanTensor tensor) in model.Outputs)
        {
            Answer(text, model, function, macro, tensor);
        }

        return new CFile($"{Sketch}/SelfTest.ino", text.Append("  delay(2000);\n}\n").ToString());
    }

    private static void Answer(StringBuilder text, CPackageModel model, string function, string macro, PlanTensor tensor)
    {
        string count = tensor.Elements > ExampleProgram.Shown ? string.Create(CultureInfo.InvariantCulture, $"{ExampleProgram.Shown}") : $"{macro}_ELEMENTS";
        text.Append($"  for (long i = 0; i < {count}; i++) {{\n");
        text.Append(model.HasLabels(tensor)
            ? $"    Serial.print({model.Name}_labels[i]);\n"
            : $"    Serial.print(\"{function}[\");\n    Serial.print(i);\n    Serial.print(\"]\");\n");
        text.Append("    Serial.print(\": \");\n");
        text.Append(tensor.Scale > 0
            ? $"    Serial.println({macro}_SCALE * ({function}()[i] - ({macro}_ZERO_POINT)), 3);\n"
            : tensor.Type == ElementType.Float32 ? $"    Serial.println({function}()[i], 3);\n" : $"    Serial.println((long){function}()[i]);\n");
        text.Append("  }\n");
    }

    private static string Properties(CPackageModel model) => $"""
        name={model.Name}
        version={CPackageModel.Version}
        author=EdgeDeep
        maintainer=EdgeDeep
        sentence={model.Sentence}
        paragraph=Exported by EdgeDeep with the answers that it must give: run the SelfTest example first.
        category=Data Processing
        url=https://example.com/{model.Name}
        architectures={Architectures}
        includes={model.Name}.h

        """;

    private static string Keywords(CPackageModel model)
    {
        string[] functions =
        [
            "init", "reset", model.HasFrontEnd ? "feed" : "invoke", "selftest",
            .. model.Inputs.Concat(model.Outputs).Select(tensor => tensor.Function[(model.Name.Length + 1)..]),
        ];
        return string.Concat(functions.Select(function => $"{model.Name}_{function}\tKEYWORD2\n"));
    }
}
