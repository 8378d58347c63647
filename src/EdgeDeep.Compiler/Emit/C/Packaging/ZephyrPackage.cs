namespace EdgeDeep.Compiler.Emit.C.Packaging;

/// <summary>A Zephyr module with a sample.</summary>
internal static class ZephyrPackage
{
    /// <summary>What to do with the folder.</summary>
    public static string Use(CPackageModel model) => $"""
        Add this folder to `ZEPHYR_EXTRA_MODULES` (or to your west manifest) and set `CONFIG_{Option(model)}=y`. To try it alone, in
        a Zephyr workspace: `west build -b BOARD DIR/samples/selftest && west flash`, with DIR for this folder.
        """;

    /// <summary>The files.</summary>
    public static IEnumerable<CFile> Write(CPackageModel model)
    {
        string name = model.Name, option = Option(model);
        return
        [
            new CFile("zephyr/module.yml", $"""
                name: edgedeep_{name}
                build:
                  cmake: zephyr
                  kconfig: zephyr/Kconfig
                samples:
                  - samples

                """),
            new CFile("zephyr/Kconfig", $"""
                # {name}, exported by EdgeDeep.

                config {option}
                	bool "Neural network {name}"
                	help
                	  The neural network {name} as C99, without heap.

                config {option}_SELFTEST
                	bool "Self-test of {name}"
                	depends on {option}
                	help
                	  Inputs and the answers that the network must give to them.

                """),
            new CFile("zephyr/CMakeLists.txt", $$"""
                if(CONFIG_{{option}})
                  zephyr_library_named(edgedeep_{{name}})
                  zephyr_library_sources(${CMAKE_CURRENT_LIST_DIR}/../src/{{name}}.c)
                  zephyr_library_sources_ifdef(CONFIG_{{option}}_SELFTEST ${CMAKE_CURRENT_LIST_DIR}/../src/{{name}}_selftest.c)
                  zephyr_library_compile_options(-ffp-contract=off)
                  zephyr_include_directories(${CMAKE_CURRENT_LIST_DIR}/../src)
                endif()

                """),
            new CFile("samples/selftest/CMakeLists.txt", $$"""
                # Runs {{name}} on a board that Zephyr supports. Exported by EdgeDeep.
                cmake_minimum_required(VERSION 3.20)
                list(APPEND ZEPHYR_EXTRA_MODULES ${CMAKE_CURRENT_SOURCE_DIR}/../..)
                find_package(Zephyr REQUIRED HINTS $ENV{ZEPHYR_BASE})
                project({{name}}_selftest)

                target_sources(app PRIVATE src/main.c)

                """),
            new CFile("samples/selftest/prj.conf", $"CONFIG_{option}=y\nCONFIG_{option}_SELFTEST=y\nCONFIG_MAIN_STACK_SIZE=4096\n"),
            new CFile("samples/selftest/sample.yaml", $"""
                sample:
                  name: Self-test of {name}
                tests:
                  sample.edgedeep.{name}:
                    harness: console
                    harness_config:
                      type: one_line
                      regex:
                        - "{name}: self-test passed"
                    tags: edgedeep

                """),
            new CFile("samples/selftest/src/main.c", ExampleProgram.Write(model, [], "int main(void)", string.Empty, "    return 0;\n")),
        ];
    }

    private static string Option(CPackageModel model) => $"EDGEDEEP_{model.Macro}";
}
