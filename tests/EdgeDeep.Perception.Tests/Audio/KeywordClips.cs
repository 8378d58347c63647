using System.Runtime.InteropServices;
using System.Text.Json;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Perception.Tests.Audio;

/// <summary>The 480 clips of the keyword goldens and what the reference front end made of them.</summary>
internal static class KeywordClips
{
    public const int Features = 49 * 10;

    private const string Folder = "golden/kws_features/";

    public static string[] Paths()
    {
        using JsonDocument info = JsonDocument.Parse(SharedData.Read(Folder + "info.json"));
        return [.. info.RootElement.GetProperty("clips").EnumerateArray().Select(clip => SharedData.PathOf(clip.GetProperty("file").GetString()!))];
    }

    public static float[] Mfcc() => MemoryMarshal.Cast<byte, float>(SharedData.Read(Folder + "mfcc_float32.bin")).ToArray();

    public static sbyte[] Int8() => MemoryMarshal.Cast<byte, sbyte>(SharedData.Read(Folder + "features_int8.bin")).ToArray();
}
