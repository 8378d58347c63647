using EdgeDeep.TestSupport;

namespace EdgeDeep.Compiler.Tests.Emit.C.Packaging;

public class CMakePackageTests
{
    [Fact]
    public void The_library_is_built_tested_installed_and_found_again()
    {
        using PackageFolder folder = new("cmake", "first");
        string build = folder.Build("first");
        Assert.Contains("100% tests passed, 0 tests failed out of 1", CCompiler.Run(CCompiler.Require("ctest"), "--test-dir", build), StringComparison.Ordinal);
        CCompiler.Run(CCompiler.Require("cmake"), "--install", build, "--prefix", folder.At("prefix"));

        Directory.CreateDirectory(folder.At("user"));
        File.WriteAllText(folder.At("user/CMakeLists.txt"), """
            cmake_minimum_required(VERSION 3.16)
            project(user C)
            find_package(first 1.0 REQUIRED)
            add_executable(user main.c)
            target_link_libraries(user PRIVATE edgedeep::first)
            """);
        File.WriteAllText(folder.At("user/main.c"), """
            #include <first.h>
            #include <stdio.h>

            int main(void)
            {
                first_init();
                first_input0()[0] = 3;
                first_input0()[1] = 3;
                first_invoke();
                printf("%d", first_output0()[0]);
                return 0;
            }
            """);
        string user = folder.Build("user", $"-DCMAKE_PREFIX_PATH={folder.At("prefix")}");
        Assert.Equal("56", CCompiler.Run(Path.Combine(user, "user")));
    }

    [Fact]
    public void Two_libraries_and_Cpp_become_one_program()
    {
        using PackageFolder folder = new("cmake", "first", "second");
        Directory.CreateDirectory(folder.At("user"));
        File.WriteAllText(folder.At("user/CMakeLists.txt"), """
            cmake_minimum_required(VERSION 3.16)
            project(user C CXX)
            add_subdirectory(../first first)
            add_subdirectory(../second second)
            add_executable(user main.cpp)
            target_link_libraries(user PRIVATE edgedeep::first edgedeep::second first_selftest second_selftest)
            """);
        File.WriteAllText(folder.At("user/main.cpp"), """
            #include <first.h>
            #include <first_selftest.h>
            #include <second.h>
            #include <second_selftest.h>
            #include <cstdio>

            int main()
            {
                std::printf("%d %d", first_selftest(), second_selftest());
                return 0;
            }
            """);
        Assert.Equal("0 0", CCompiler.Run(Path.Combine(folder.Build("user"), "user")));
    }

    [Fact]
    public void The_test_notices_a_library_that_answers_something_else()
    {
        using PackageFolder folder = new("cmake", "first");
        string source = folder.At("first/src/first.c"), text = File.ReadAllText(source);
        Assert.Contains("first_0_bias[1] = {\n    100", text, StringComparison.Ordinal);
        File.WriteAllText(source, text.Replace("first_0_bias[1] = {\n    100", "first_0_bias[1] = {\n    96", StringComparison.Ordinal));
        string test = Path.Combine(folder.Build("first"), "first_test");
        Assert.Contains("FAILED", CCompiler.Run("/bin/sh", "-c", $"{test} || true"), StringComparison.Ordinal);
    }
}
