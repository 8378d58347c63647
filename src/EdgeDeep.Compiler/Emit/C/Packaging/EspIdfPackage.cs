namespace EdgeDeep.Compiler.Emit.C.Packaging;

/// <summary>An ESP-IDF component: idf_component.yml beside the root's CMakeLists.txt, and a project.</summary>
internal static class EspIdfPackage
{
    /// <summary>What to do with the folder.</summary>
    public static string Use(CPackageModel model) => $"""
        Copy this folder into the `components` folder of your project: `#include "{model.Name}.h"`. To try it alone:
        `cd examples/esp-idf && idf.py set-target esp32 && idf.py flash monitor` (or esp32s3, esp32c3).
        """;

    /// <summary>The files.</summary>
    public static IEnumerable<CFile> Write(CPackageModel model) =>
    [
        new CFile("idf_component.yml", $"""
            version: "{CPackageModel.Version}"
            description: "{model.Sentence}"
            dependencies:
              idf:
                version: ">=5.0"

            """),
        new CFile("examples/esp-idf/CMakeLists.txt", $$"""
            # Runs {{model.Name}} on an ESP32. Exported by EdgeDeep.
            cmake_minimum_required(VERSION 3.16)
            set(EXTRA_COMPONENT_DIRS "${CMAKE_CURRENT_LIST_DIR}/../..")
            include($ENV{IDF_PATH}/tools/cmake/project.cmake)
            project({{model.Name}}_example)

            """),
        new CFile("examples/esp-idf/main/CMakeLists.txt", "idf_component_register(SRCS \"main.c\")\n"),
        new CFile("examples/esp-idf/main/main.c", ExampleProgram.Write(model, [], "void app_main(void)", string.Empty, string.Empty)),
    ];
}
