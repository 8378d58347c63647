using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EdgeDeep.KernelTranslator;

/// <summary>The comments that belong to a statement itself.</summary>
internal static class SyntaxHeads
{
    /// <summary>All trivia of a statement but that of the statements inside it.</summary>
    public static IEnumerable<SyntaxTrivia> DescendantTriviaOfHead(this StatementSyntax statement) => statement
        .DescendantTokens(node => node == statement || node is not (StatementSyntax or SwitchSectionSyntax))
        .Where(token => statement is not BlockSyntax)
        .SelectMany(token => token.LeadingTrivia.Concat(token.TrailingTrivia));
}
