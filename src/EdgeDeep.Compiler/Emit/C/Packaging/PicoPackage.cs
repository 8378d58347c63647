namespace EdgeDeep.Compiler.Emit.C.Packaging;

/// <summary>An example for the Raspberry Pi Pico SDK that uses the root's CMakeLists.txt.</summary>
internal static class PicoPackage
{
    /// <summary>What to do with the folder.</summary>
    public static string Use(CPackageModel model) => $"""
        With the SDK's folder in `PICO_SDK_PATH`: `cd examples/pico && cmake -B build -DPICO_BOARD=pico && cmake --build build`
        (`-DPICO_BOARD=pico2` for a Pico 2), hold BOOTSEL while you plug the board in, copy `build/{model.Name}_pico.uf2` onto the
        drive that appears, and open the USB serial port. In a project of your own: `add_subdirectory(DIR {model.Name})` after
        `pico_sdk_init()` and `target_link_libraries(app {model.Name})`.
        """;

    /// <summary>The files.</summary>
    public static IEnumerable<CFile> Write(CPackageModel model) =>
    [
        new CFile("examples/pico/CMakeLists.txt", $$"""
            # Runs {{model.Name}} on a Raspberry Pi Pico or Pico 2. Exported by EdgeDeep.
            cmake_minimum_required(VERSION 3.16)
            if(NOT DEFINED ENV{PICO_SDK_PATH})
                message(FATAL_ERROR "Set the environment variable PICO_SDK_PATH to the folder of the Pico SDK.")
            endif()
            include($ENV{PICO_SDK_PATH}/external/pico_sdk_import.cmake)

            project({{model.Name}}_pico C CXX ASM)
            pico_sdk_init()
            add_subdirectory(../.. {{model.Name}})

            add_executable({{model.Name}}_pico main.c)
            target_link_libraries({{model.Name}}_pico {{model.Name}} {{model.Name}}_selftest pico_stdlib)
            pico_enable_stdio_usb({{model.Name}}_pico 1)
            pico_enable_stdio_uart({{model.Name}}_pico 1)
            pico_add_extra_outputs({{model.Name}}_pico)

            """),
        new CFile("examples/pico/main.c", ExampleProgram.Write(
            model,
            ["<pico/stdlib.h>"],
            "int main(void)",
            "    stdio_init_all();\n    /* Time to open the USB serial port. */\n    sleep_ms(3000);\n",
            "    return 0;\n")),
    ];
}
