using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace EdgeDeep.Compiler.Calibrate;

/// <summary>
/// Keeps ONNX Runtime from reporting to its vendor: it does so by default, also on Linux since 1.29. The environment variable
/// must be set before its first use in the process; then it collects, stores and sends nothing. The call covers Windows.
/// </summary>
internal static class OnnxRuntimeTelemetry
{
    private const string Variable = "ORT_DISABLE_TELEMETRY";

    /// <summary>Switches reports off for the process; must come before anything else asks ONNX Runtime for something.</summary>
    public static void SwitchOff()
    {
        Environment.SetEnvironmentVariable(Variable, "1");
        if (!OperatingSystem.IsWindows())
        {
            // .NET keeps a copy of the environment on Unix, which native code does not see.
            _ = SetNative(Native(Variable), Native("1"), 1);
        }

        OrtEnv.Instance().DisableTelemetryEvents();
    }

    private static byte[] Native(string text) => [.. System.Text.Encoding.ASCII.GetBytes(text), 0];

    [DllImport("libc", EntryPoint = "setenv")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetNative(byte[] name, byte[] value, int overwrite);
}
