using System.Runtime.CompilerServices;
using EdgeDeep.Emulator.Boards;
using Xunit;

namespace EdgeDeep.Emulator.Testing;

/// <summary>
/// A fact about an emulated board. It is skipped, with the reason, on a machine that lacks QEMU or a compiler for the board.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BoardFactAttribute : FactAttribute
{
    /// <summary>Names the board that the fact is about.</summary>
    /// <param name="board">Name of a board, such as <c>cortex-m4</c>; a wrong name is no reason to skip.</param>
    /// <param name="sourceFilePath">Filled in by the compiler.</param>
    /// <param name="sourceLineNumber">Filled in by the compiler.</param>
    public BoardFactAttribute(string board, [CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        Board = board;
        Skip = EmulatedBoardTable.All.FirstOrDefault(profile => profile.Name == board)?.Missing();
    }

    /// <summary>Name of the board.</summary>
    public string Board { get; }
}
