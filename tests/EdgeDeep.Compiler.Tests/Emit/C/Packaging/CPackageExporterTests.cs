using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeDeep.Compiler.Emit.C;
using EdgeDeep.Compiler.Emit.C.Packaging;
using EdgeDeep.Runtime.Plans;
using YamlDotNet.Serialization;

namespace EdgeDeep.Compiler.Tests.Emit.C.Packaging;

/// <summary>Manifests, read by real parsers.</summary>
public partial class CPackageExporterTests
{
    private static readonly string[] Sources = ["LICENSE", "README.md", "src/one.c", "src/one.h", "src/one_selftest.c", "src/one_selftest.h"];

    [Theory]
    [InlineData("arduino", "examples/SelfTest/SelfTest.ino keywords.txt library.properties")]
    [InlineData("platformio", "examples/SelfTest/SelfTest.ino examples/platformio/platformio.ini library.json")]
    [InlineData("zephyr", "samples/selftest/CMakeLists.txt samples/selftest/prj.conf samples/selftest/sample.yaml samples/selftest/src/main.c zephyr/CMakeLists.txt zephyr/Kconfig zephyr/module.yml")]
    [InlineData("esp-idf", "CMakeLists.txt examples/esp-idf/CMakeLists.txt examples/esp-idf/main/CMakeLists.txt examples/esp-idf/main/main.c idf_component.yml")]
    [InlineData("pico", "CMakeLists.txt examples/pico/CMakeLists.txt examples/pico/main.c")]
    [InlineData("cmake", "CMakeLists.txt test/selftest.c")]
    public void Each_ecosystem_gets_its_files(string package, string expected) => Assert.Equal(
        Sources.Concat(expected.Split(' ')).Order(StringComparer.Ordinal),
        Files(package).Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void All_is_the_union()
    {
        string[] all = [.. Files("all").Keys.Order(StringComparer.Ordinal)];
        Assert.Equal(CPackageExporter.Names.SelectMany(name => Files(name).Keys).Distinct().Order(StringComparer.Ordinal), all);
    }

    [Fact]
    public void The_sources_are_those_of_the_plain_export()
    {
        Plan plan = CExporterTests.Layer(0);
        IReadOnlyList<CFile> plain = CExporter.Export(plan, "one");
        IReadOnlyList<CFile> packaged = CPackageExporter.Export(plan, "one", ["all"], []);
        Assert.Equal(plain[0].Text, packaged[0].Text);
        Assert.Equal(plain[1].Text, packaged[1].Text);
        Assert.DoesNotContain("main(", packaged.Single(file => file.Name == "src/one_selftest.c").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Library_properties_hold_what_Arduino_demands()
    {
        Dictionary<string, string> properties = Files("arduino")["library.properties"].Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        Assert.Matches("^[A-Za-z0-9][A-Za-z0-9 _.-]*$", properties["name"]);
        Assert.Equal("1.0.0", properties["version"]);
        Assert.All(["author", "maintainer", "sentence", "paragraph", "url"], key => Assert.NotEmpty(properties[key]));
        Assert.Equal("Data Processing", properties["category"]);
        Assert.DoesNotContain("avr", properties["architectures"].Split(','));
        Assert.True(Files("arduino").ContainsKey($"src/{properties["includes"]}"));
    }

    [Fact]
    public void Keywords_are_functions_of_the_headers()
    {
        Dictionary<string, string> files = Files("arduino");
        string headers = files["src/one.h"] + files["src/one_selftest.h"];
        string[][] rows = [.. files["keywords.txt"].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t'))];
        Assert.Equal(6, rows.Length);
        Assert.All(rows, row => Assert.Equal("KEYWORD2", row[1]));
        Assert.All(rows, row => Assert.Contains($"{row[0]}(void)", headers, StringComparison.Ordinal));
    }

    [Fact]
    public void Library_json_names_files_that_exist()
    {
        Dictionary<string, string> files = Files("platformio");
        JsonElement json = JsonDocument.Parse(files["library.json"]).RootElement;
        Assert.Equal("one", json.GetProperty("name").GetString());
        Assert.Equal("1.0.0", json.GetProperty("version").GetString());
        Assert.InRange(json.GetProperty("description").GetString()!.Length, 1, 255);
        Assert.Equal("MIT", json.GetProperty("license").GetString());
        string source = json.GetProperty("build").GetProperty("srcDir").GetString()!;
        Assert.True(files.ContainsKey($"{source}/{json.GetProperty("headers").GetString()}"));
        JsonElement example = json.GetProperty("examples")[0];
        Assert.True(files.ContainsKey($"{example.GetProperty("base").GetString()}/{example.GetProperty("files")[0].GetString()}"));
    }

    [Fact]
    public void Another_licence_is_told_in_words_only()
    {
        Dictionary<string, string> files = Files("all", "research only, ask first");
        Assert.False(JsonDocument.Parse(files["library.json"]).RootElement.TryGetProperty("license", out _));
        Assert.Contains("research only, ask first", files["LICENSE"], StringComparison.Ordinal);
        Assert.Contains("MIT License", files["LICENSE"], StringComparison.Ordinal);
    }

    [Fact]
    public void Yaml_files_are_Yaml_of_the_expected_form()
    {
        Dictionary<string, string> files = Files("all");
        IDeserializer yaml = new DeserializerBuilder().Build();
        Dictionary<string, object> module = yaml.Deserialize<Dictionary<string, object>>(files["zephyr/module.yml"]);
        Assert.Equal(["build", "name", "samples"], module.Keys.Order(StringComparer.Ordinal));
        Dictionary<object, object> build = (Dictionary<object, object>)module["build"];
        Assert.True(files.ContainsKey($"{build["cmake"]}/CMakeLists.txt"));
        Assert.True(files.ContainsKey((string)build["kconfig"]));
        Dictionary<string, object> component = yaml.Deserialize<Dictionary<string, object>>(files["idf_component.yml"]);
        Assert.Equal("1.0.0", component["version"]);
        Assert.True(((Dictionary<object, object>)component["dependencies"]).ContainsKey("idf"));
        Assert.True(yaml.Deserialize<Dictionary<string, object>>(files["samples/selftest/sample.yaml"]).ContainsKey("tests"));
    }

    [Fact]
    public void Zephyr_settings_are_options_of_Kconfig()
    {
        Dictionary<string, string> files = Files("zephyr");
        string[] options = [.. KconfigOption().Matches(files["zephyr/Kconfig"]).Select(match => match.Groups[1].Value)];
        Assert.Equal(["EDGEDEEP_ONE", "EDGEDEEP_ONE_SELFTEST"], options);
        Assert.All(options, option => Assert.Contains($"CONFIG_{option}=y", files["samples/selftest/prj.conf"].Split('\n')));
        Assert.All(options, option => Assert.Contains($"CONFIG_{option}", files["zephyr/CMakeLists.txt"], StringComparison.Ordinal));
    }

    [Fact]
    public void The_readme_holds_exact_sizes_and_measured_ones_where_there_are_any()
    {
        Plan plan = CExporterTests.Layer(0), written = CExporter.PlanOf(plan);
        string Readme(params CSize[] sizes) => CPackageExporter.Export(plan, "one", ["cmake"], sizes).Single(file => file.Name == "README.md").Text;
        Assert.Contains($"take {written.ArenaBytes} bytes of RAM, state 0, weights and tables {written.Constants.Length} bytes of flash", Readme(), StringComparison.Ordinal);
        Assert.Contains("No cross compiler", Readme(), StringComparison.Ordinal);
        string measured = Readme(new CSize("Cortex-M4F", "gcc 12", 1234, 56, 8, 64));
        Assert.Contains("| Cortex-M4F | 1234 | 56 | 8 | 64 | gcc 12 |", measured, StringComparison.Ordinal);
        Assert.DoesNotContain("No cross compiler", measured, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Files(string package, string licence = "MIT")
    {
        Plan plan = CExporterTests.Layer(bias: 0);
        ((Dictionary<string, string>)plan.Metadata)[MetadataKeys.Licence] = licence;
        return CPackageExporter.Export(plan, "one", [package], []).ToDictionary(file => file.Name, file => file.Text);
    }

    [GeneratedRegex("^config (\\w+)$", RegexOptions.Multiline)]
    private static partial Regex KconfigOption();
}
