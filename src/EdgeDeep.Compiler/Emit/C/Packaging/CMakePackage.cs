namespace EdgeDeep.Compiler.Emit.C.Packaging;

/// <summary>A CMake project: a static library, its installation for find_package, and the self-test for ctest.</summary>
internal static class CMakePackage
{
    /// <summary>What to do with the folder.</summary>
    public static string Use(CPackageModel model) => $"""
        `add_subdirectory(DIR {model.Name})` and `target_link_libraries(app PRIVATE edgedeep::{model.Name})`. Or build and install
        it: `cmake -B build && cmake --build build && ctest --test-dir build && cmake --install build --prefix PREFIX`, then
        `find_package({model.Name})` in a project that knows PREFIX.
        """;

    /// <summary>The files besides CMakeLists.txt.</summary>
    public static IEnumerable<CFile> Write(CPackageModel model) =>
    [
        new CFile("test/selftest.c", $$"""
            /* Runs the self-test of {{model.Name}}; exit code 0 where it passes. */
            #include "{{model.Name}}_selftest.h"

            #include <stdio.h>

            int main(void)
            {
                int different = {{model.Name}}_selftest();
                printf("{{model.Name}}: self-test %s\n", different == 0 ? "passed" : "FAILED");
                return different == 0 ? 0 : 1;
            }

            """),
    ];

    /// <summary>CMakeLists.txt of the root: an ESP-IDF component under ESP-IDF, a library everywhere else.</summary>
    public static CFile Lists(CPackageModel model)
    {
        string name = model.Name;
        string math = model.NeedsMath ? $"if(NOT MSVC)\n    target_link_libraries({name} PUBLIC m)\nendif()\n" : string.Empty;
        return new CFile("CMakeLists.txt", $$"""
            # {{name}}, exported by EdgeDeep.
            cmake_minimum_required(VERSION 3.16)

            if(ESP_PLATFORM)
                idf_component_register(SRCS "src/{{name}}.c" "src/{{name}}_selftest.c" INCLUDE_DIRS "src")
                target_compile_options(${COMPONENT_LIB} PRIVATE -ffp-contract=off)
                return()
            endif()

            project({{name}} VERSION {{CPackageModel.Version}} LANGUAGES C)
            include(GNUInstallDirs)

            add_library({{name}} STATIC src/{{name}}.c)
            add_library(edgedeep::{{name}} ALIAS {{name}})
            target_compile_features({{name}} PUBLIC c_std_99)
            target_include_directories({{name}} PUBLIC
                $<BUILD_INTERFACE:${CMAKE_CURRENT_SOURCE_DIR}/src>
                $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
            # A product and a sum that are fused would round once instead of twice.
            if(NOT MSVC)
                target_compile_options({{name}} PRIVATE -ffp-contract=off)
            endif()
            {{math}}
            add_library({{name}}_selftest STATIC EXCLUDE_FROM_ALL src/{{name}}_selftest.c)
            target_link_libraries({{name}}_selftest PUBLIC {{name}})

            if(CMAKE_SOURCE_DIR STREQUAL CMAKE_CURRENT_SOURCE_DIR)
                if(EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/test/selftest.c AND NOT CMAKE_CROSSCOMPILING)
                    enable_testing()
                    add_executable({{name}}_test test/selftest.c)
                    target_link_libraries({{name}}_test PRIVATE {{name}}_selftest)
                    add_test(NAME {{name}}_selftest COMMAND {{name}}_test)
                endif()
                include(CMakePackageConfigHelpers)
                write_basic_package_version_file({{name}}ConfigVersion.cmake COMPATIBILITY SameMajorVersion)
                install(TARGETS {{name}} EXPORT {{name}})
                install(FILES src/{{name}}.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
                install(EXPORT {{name}} NAMESPACE edgedeep:: FILE {{name}}Config.cmake DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/{{name}})
                install(FILES ${CMAKE_CURRENT_BINARY_DIR}/{{name}}ConfigVersion.cmake DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/{{name}})
            endif()

            """);
    }
}
