using System.Globalization;

namespace EdgeDeep.Compiler.Emit.Nano;

/// <summary>Writes what a model needs that is a binary resource of its assembly.</summary>
internal static class NanoResources
{
    private const string Name = "Model";

    /// <summary>The list of resources, as Visual Studio edits it.</summary>
    public static string Resx(string file) => $"""
        <?xml version="1.0" encoding="utf-8"?>
        <root>
          <resheader name="resmimetype">
            <value>text/microsoft-resx</value>
          </resheader>
          <resheader name="version">
            <value>2.0</value>
          </resheader>
          <resheader name="reader">
            <value>System.Resources.ResXResourceReader, System.Windows.Forms, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089</value>
          </resheader>
          <resheader name="writer">
            <value>System.Resources.ResXResourceWriter, System.Windows.Forms, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089</value>
          </resheader>
          <assembly alias="System.Windows.Forms" name="System.Windows.Forms, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089" />
          <data name="{Name}" type="System.Resources.ResXFileRef, System.Windows.Forms">
            <value>{file};System.Byte[], mscorlib, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089</value>
          </data>
        </root>

        """;

    /// <summary>The class that names the resources; nanoFramework's generator writes the same members.</summary>
    public static string Designer(NanoNames names) => string.Create(CultureInfo.InvariantCulture, $$"""
        namespace {{names.Assembly}}
        {
            internal partial class Resources
            {
                private static System.Resources.ResourceManager manager;

                internal static System.Resources.ResourceManager ResourceManager
                {
                    get
                    {
                        if (Resources.manager == null)
                        {
                            Resources.manager = new System.Resources.ResourceManager("{{names.Assembly}}.Resources", typeof(Resources).Assembly);
                        }

                        return Resources.manager;
                    }
                }

                internal enum BinaryResources : short
                {
                    {{Name}} = {{IdOf(Name)}},
                }
            }
        }

        """);

    /// <summary>The number that nanoFramework's tools give a resource: two interleaved hashes of its name, folded to 16 bits.</summary>
    public static short IdOf(string name)
    {
        unchecked
        {
            int even = (5381 << 16) + 5381, odd = even;
            for (int i = 0; i < name.Length; i++)
            {
                ref int hash = ref i % 2 == 0 ? ref even : ref odd;
                hash = (hash * 33) ^ name[i];
            }

            int folded = even + (odd * 1_566_083_941);
            return (short)((short)(folded >> 16) ^ (short)folded);
        }
    }
}
