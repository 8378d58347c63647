using EdgeDeep.KernelTranslator;

if (args.Length is not (2 or 3))
{
    Console.Error.WriteLine("usage: EdgeDeep.KernelTranslator KERNELS_FOLDER OUTPUT_FOLDER|DECLARATIONS.json.gz [POINTER_SOURCES.json.gz]");
    return 2;
}

try
{
    KernelLibrary library = KernelLibrary.Translate(SourceFile.ReadFolder(args[0]));
    Intrinsics.Check(library.Declarations.Select(declaration => declaration.Name));
    if (args[1].EndsWith(".json.gz", StringComparison.Ordinal))
    {
        LibraryFiles.WriteDeclarations(library, args[1]);
    }
    else
    {
        LibraryFiles.Write(library, args[1]);
    }

    if (args.Length == 3)
    {
        LibraryFiles.WritePointerSources(PointerSources.Rewrite(SourceFile.ReadFolder(args[0])), args[2]);
    }

    Console.WriteLine($"{library.Units.Count} units in {args[1]}");
    return 0;
}
catch (Exception problem) when (problem is TranslationException or IOException or UnauthorizedAccessException or InvalidOperationException)
{
    Console.Error.WriteLine(problem is TranslationException ? $"{problem.Message.Replace("): ", "): error: ", StringComparison.Ordinal)}" : problem.Message);
    return 1;
}
