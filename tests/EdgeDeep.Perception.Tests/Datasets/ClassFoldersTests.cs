using EdgeDeep.Perception.Datasets;
using EdgeDeep.TestSupport;

namespace EdgeDeep.Perception.Tests.Datasets;

public class ClassFoldersTests
{
    [Fact]
    public void Classes_and_files_come_sorted_and_without_what_is_no_data()
    {
        using TempFolder folder = new();
        string[] added =
        [
            folder.Add("yes/b.wav"), folder.Add("yes/a.WAV"), folder.Add("no/1/z.wav"), folder.Add("Zebra/z.wav"),
            folder.Add("yes/notes.txt"), folder.Add("yes/.hidden.wav"), folder.Add(".git/a.wav"), folder.Add("README.md"),
            folder.Add("LICENSE"), folder.Add("top.wav"), folder.Add("pictures/a.png"),
        ];

        ClassFolders data = ClassFolders.Open(folder.Root, SupportedFiles.Sound);

        Assert.Equal(["Zebra", "no", "yes"], data.Classes);
        Assert.Equal([new(added[3], "Zebra"), new(added[2], "no"), new(added[1], "yes"), new(added[0], "yes")], data.Files);
        Assert.Equal([added[3], added[2], added[9], added[1], added[0]], SupportedFiles.Find(folder.Root, SupportedFiles.Sound));
        Assert.Equal([added[10]], SupportedFiles.Find(folder.Root, SupportedFiles.Pictures));
        Assert.Equal([added[0]], SupportedFiles.Find(added[0], SupportedFiles.Sound));
    }

    [Fact]
    public void Folders_without_data_are_refused_in_a_sentence()
    {
        using TempFolder empty = new();
        using TempFolder files = new();
        using TempFolder others = new();
        files.Add("a.wav");
        string text = others.Add("class/a.txt");
        string missing = Path.Combine(empty.Root, "none");

        About(() => ClassFolders.Open(empty.Root, SupportedFiles.Sound), empty.Root, "is empty", ".wav");
        About(() => ClassFolders.Open(files.Root, SupportedFiles.Sound), files.Root, "no folder for each class");
        About(() => ClassFolders.Open(others.Root, SupportedFiles.Pictures), others.Root, ".pgm or .ppm");
        About(() => ClassFolders.Open(missing, SupportedFiles.Sound), missing, "no such folder");
        About(() => ClassFolders.Open(text, SupportedFiles.Sound), text);
        About(() => SupportedFiles.Find(others.Root, SupportedFiles.Sound), others.Root, "no .wav file");
        About(() => SupportedFiles.Find(text, SupportedFiles.Sound), text, "is not a .wav file");
        About(() => SupportedFiles.Find(missing, SupportedFiles.Sound), missing, "no such folder");
        About(() => SupportedFiles.Find(string.Empty, SupportedFiles.Sound));
    }

    [Fact]
    public void Links_do_not_lead_in_circles()
    {
        using TempFolder folder = new();
        string file = folder.Add("class/a.wav");
        Directory.CreateSymbolicLink(Path.Combine(folder.Root, "class", "up"), folder.Root);

        Assert.Equal([file], SupportedFiles.Find(folder.Root, SupportedFiles.Sound));
        Assert.Single(ClassFolders.Open(folder.Root, SupportedFiles.Sound).Files);
    }

    [Fact]
    public void The_keyword_recordings_are_twelve_classes()
    {
        ClassFolders data = ClassFolders.Open(SharedData.PathOf("speech/speech_commands_v0.02_test"), SupportedFiles.Sound);

        Assert.Equal(12, data.Classes.Count);
        Assert.Equal(480, data.Files.Count);
        Assert.All(data.Files.GroupBy(file => file.ClassName), group => Assert.Equal(40, group.Count()));
    }

    private static void About(Action action, params string[] words) => OneSentence.About(Assert.Throws<InputException>(action), words);
}
