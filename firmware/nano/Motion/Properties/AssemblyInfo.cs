using System.Reflection;

[assembly: AssemblyTitle("EdgeDeep.Firmware.Motion")]
[assembly: AssemblyVersion("1.0.0.0")]
