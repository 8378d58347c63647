// Plays the interpreter's part: calls a model's native methods through the table, as a firmware does.
//   program METHOD [in|out SIZE COUNT]...   one argument array each
// Inputs come from the standard input, outputs go to the standard output, call after call until the input ends.
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <nanoCLR_Interop.h>

extern const CLR_RT_NativeAssemblyData g_CLR_AssemblyNative_EdgeDeep_Models_Tested;

int main(int argc, char **argv)
{
    const CLR_RT_NativeAssemblyData &assembly = g_CLR_AssemblyNative_EdgeDeep_Models_Tested;
    const CLR_RT_MethodHandler *methods = static_cast<const CLR_RT_MethodHandler *>(assembly.m_pNativeMethods);
    if (argc < 2)
    {
        std::printf("%s %08X\n", assembly.m_szAssemblyName, assembly.m_checkSum);
        return 0;
    }

    CLR_RT_StackFrame stack = {};
    int arrays = (argc - 2) / 3;
    for (int i = 0; i < arrays; i++)
    {
        StandInArray &array = stack.arguments[i];
        array.elementBytes = (unsigned int)std::atoi(argv[3 + 3 * i]);
        array.count = (unsigned int)std::atoi(argv[4 + 3 * i]);
        array.data = std::calloc(array.count, array.elementBytes);
    }

    for (;;)
    {
        for (int i = 0; i < arrays; i++)
        {
            const StandInArray &array = stack.arguments[i];
            if (std::strcmp(argv[2 + 3 * i], "in") == 0 &&
                std::fread(array.data, array.elementBytes, array.count, stdin) != array.count)
            {
                return 0;
            }
        }

        HRESULT hr = methods[std::atoi(argv[1])](stack);
        if (FAILED(hr))
        {
            std::fprintf(stderr, "%08X\n", (unsigned int)hr);
            return 3;
        }

        if (arrays == 0)
        {
            return 0;
        }

        for (int i = 0; i < arrays; i++)
        {
            const StandInArray &array = stack.arguments[i];
            if (std::strcmp(argv[2 + 3 * i], "out") == 0)
            {
                std::fwrite(array.data, array.elementBytes, array.count, stdout);
            }
        }
    }
}
